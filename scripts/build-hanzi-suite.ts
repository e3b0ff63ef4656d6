/**
 * Writes fixtures/tables/hanzi-suite.tsv: for pairs of characters that are confused in names, a name, its typo and a
 * sibling. The pairs come from sources that the name comparison does not read (a table of characters of one sound,
 * OpenCC's regional variants, a list written by hand), so that the suite can prove it wrong.
 * Run: node dist/scripts/build-hanzi-suite.js SIMILAR_SOUND.txt SIMILAR_SHAPE.txt (both MIT, github.com/contr4l/SimilarCharacter)
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import hongKong from 'opencc-js/dict/HKVariants';
import taiwan from 'opencc-js/dict/TWVariants';
import traditional from 'opencc-js/dict/TSCharacters';

const TARGET = 'fixtures/tables/hanzi-suite.tsv';
const HAND = 'fixtures/tables/hanzi-pairs.tsv';

/** Characters of given names, the usual ones first; the first part makes STRONG cases, the rest MEDIUM ones. */
const USUAL = Array.from(
  '英华玉秀明珍兰金国春红丽文建志海梅平军香林云芳美荣清凤忠德福龙永强辉伟生桂成新光莲琴民敏东霞燕娟杰洪义良峰鹏宏勇斌波祥庆正贵水山木火土天雪月星晨阳',
);
const FURTHER = Array.from(
  '琪瑶瑜琳璐瑛瑞珠珊玲珮璇莹芬芸茜萍蓉蓝薇菲菊莉荷婷娜妍婉媛嫣怡悦惠慧恩思心诚信仁礼智孝廉俊浩涛源润泽淑涵沛沁炜炳煌烨照熙晖晓昕昌旺振扬拓楠梓桐栋柏松权彬彩彦豪宇安宁家宝富康庭廷启哲圣坤培堂夏秋冬仲伯季少长元亨利贞',
);
const SURNAMES = Array.from('陈林黄张吴李王郑刘杨蔡许谢叶郭苏曾洪邱赖');
const SIBLING_ENDS = Array.from('国军刚虎财根火旺发');

type Tier = 'STRONG' | 'MEDIUM' | 'WEAK';
interface Pair {
  readonly a: string;
  readonly b: string;
  readonly kind: 'homophone' | 'variant' | 'shape';
  readonly tier: Tier;
}

const [, , soundFile = '', shapeFile = ''] = argv;

function neighbours(path: string): ReadonlyMap<string, string> {
  return new Map(
    readFileSync(path, 'utf8')
      .split(/\r?\n/)
      .map((line) => {
        const [character = '', alike = ''] = line.split(' ');
        return [character, alike];
      }),
  );
}

const sounds = neighbours(soundFile);
const shapes = neighbours(shapeFile);

function homophones(): readonly Pair[] {
  const all = [...USUAL, ...FURTHER];
  return all.flatMap((a, i) =>
    all
      .slice(i + 1)
      .filter((b) => sounds.get(a)?.includes(b) === true && sounds.get(b)?.includes(a) === true)
      .map((b): Pair => ({ a, b, kind: 'homophone', tier: i < USUAL.length ? 'STRONG' : 'MEDIUM' })),
  );
}

function variants(): readonly Pair[] {
  const known = new Set([...USUAL, ...FURTHER, ...SURNAMES]);
  const simplified = traditional
    .split('|')
    .map((line) => line.split(' '))
    .filter(([from = '', to = '']) => known.has(to) && from !== to && Array.from(from).length === 1)
    .map(([from = '', to = '']): Pair => ({ a: to, b: from, kind: 'variant', tier: 'STRONG' }));
  const regional = [...taiwan.split('|'), ...hongKong.split('|')]
    .map((line) => line.split(' '))
    .map(([a = '', b = '']): Pair => ({ a, b, kind: 'variant', tier: 'MEDIUM' }));
  return [...simplified, ...regional];
}

function byHand(): readonly Pair[] {
  return readFileSync(HAND, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [a = '', b = '', kind = 'shape', tier = 'STRONG'] = line.split('\t');
      return { a, b, kind: kind as Pair['kind'], tier: tier as Tier };
    });
}

/** A last character for a sibling that is unlike both confused characters in sound and shape. */
function siblingEnd({ a, b }: Pair, i: number): string {
  const near = [a, b].map((c) => c + (sounds.get(c) ?? '') + (shapes.get(c) ?? '')).join('');
  const turned = [...SIBLING_ENDS.slice(i % 5), ...SIBLING_ENDS];
  return turned.find((end) => !near.includes(end)) ?? '财';
}

/** A name around the confused character: it stands last, or second in every third case, or is the surname. */
function suiteRow(pair: Pair, i: number): string {
  const surname = SURNAMES[i % SURNAMES.length] ?? '';
  const sibling = siblingEnd(pair, i);
  const other = USUAL[(i * 7) % 40] ?? '';
  const place = SURNAMES.includes(pair.a) ? 0 : i % 3 === 2 ? 1 : 2;
  const given = other === pair.a || other === pair.b ? '小' : other;
  const names = [pair.a, pair.b].map((c) =>
    place === 0 ? c + given + '妹' : place === 1 ? surname + c + given : surname + given + c,
  );
  const brother =
    place === 0
      ? pair.a + given + sibling
      : place === 1
        ? surname + pair.a + sibling
        : surname + given + sibling;
  return [...names, brother, pair.kind, pair.tier].join('\t');
}

const pairs = [...homophones(), ...variants(), ...byHand()].filter(
  ({ a, b }) => a !== '' && b !== '' && a !== b,
);
const unique = [...new Map(pairs.map((pair) => [`${pair.a}${pair.b}`, pair])).values()];
writeFileSync(TARGET, `# name\ttypo\tsibling\tkind\ttier\n${unique.map(suiteRow).join('\n')}\n`);
console.log(`${TARGET}: ${unique.length} cases`);
