import fc from 'fast-check';

/** What a commit is judged by must not depend on luck; the night looks for new counterexamples. */
const SEED = 20_261_127;

if (process.env['YINGBAO_NIGHT'] === undefined) fc.configureGlobal({ seed: SEED });
