import { readFileSync } from 'node:fs';
import { Argument } from 'commander';
import { assetPath } from '../../config/package-root.js';
import type { FieldSpec, KindSpec } from '../../model/kinds/field.js';
import { KIND_SPECS, REGISTRY_KINDS, type RegistryKind } from '../../model/registry-kinds.js';
import { VOCABULARIES } from '../../model/vocabularies.js';
import type { CommandHost } from '../command-host.js';
import type { Terminal } from '../terminal.js';

/** The model files of `yingbao match` have a schema too. */
const MATCH_MODEL = 'match-model';

/** `yingbao schema KIND`: what a department has to send, as a table, JSON Schema or example file. */
export function registerSchema({ program, say, terminal }: CommandHost): void {
  program
    .command('schema')
    .description(say('说明某类名单应包含的列', 'what to send for a kind of registry'))
    .addArgument(new Argument('<kind>', say('名单类别', 'kind')).choices([...REGISTRY_KINDS, MATCH_MODEL]))
    .option(
      '--example',
      say(
        '输出示例文件（CSV，虚构人员；match-model 为人员模型）',
        'print an example file (CSV, invented persons; for match-model the model of persons)',
      ),
    )
    .action(async (kind: RegistryKind | typeof MATCH_MODEL, options: { readonly example?: true }) => {
      const screen = terminal();
      if (kind === MATCH_MODEL) {
        const { matchModelJsonSchema } = await import('../../linkage/match/match-model.js');
        screen.out(
          options.example === true
            ? readFileSync(assetPath('data', 'models', 'persons.json'), 'utf8')
            : JSON.stringify(matchModelJsonSchema(), null, 2),
        );
        return;
      }
      if (options.example === true) {
        const { exampleExport } = await import('../../ingest/example-export.js');
        screen.out(exampleExport(kind));
        return;
      }
      if (screen.options.format === 'json') {
        const { kindJsonSchema } = await import('../../ingest/kind-schema.js');
        screen.out(JSON.stringify(kindJsonSchema(kind), null, 2));
        return;
      }
      await printFields(screen, KIND_SPECS[kind]);
    });
}

async function printFields(screen: Terminal, spec: KindSpec): Promise<void> {
  const { printRows } = await import('../table.js');
  const zh = screen.options.lang === 'zh';
  if (screen.options.format === 'table') screen.out(zh ? spec.title.zh : `${spec.title.en}: ${spec.purpose}`);
  printRows(
    screen,
    ['field', 'required', 'type', 'headers', 'values'],
    spec.fields.map((field) => [
      field.name,
      neededWord(field, spec, zh),
      field.type,
      field.synonyms.slice(0, 6).join(' / '),
      field.vocabulary === undefined ? '' : Object.values(VOCABULARIES[field.vocabulary].codes).join(' / '),
    ]),
    ['字段', '必需', '类型', '可用表头', '取值'],
  );
}

function neededWord({ name, required }: FieldSpec, { oneOf = [] }: KindSpec, zh: boolean): string {
  if (required === true) return zh ? '是' : 'yes';
  if (oneOf.includes(name)) return zh ? '至少一列' : 'one of these';
  return '';
}
