/** What commander says of a wrong command line, and the same in Chinese. */
const SENTENCES: readonly (readonly [said: RegExp, zh: string])[] = [
  [/^unknown option '([^]*?)'/, '没有选项 $1'],
  [/^unknown command '([^]*?)'/, '没有命令 $1'],
  [/^missing required argument '([^]*?)'/, '缺少参数 $1'],
  [/^required option '([^]*?)' not specified/, '必须给出选项 $1'],
  [/^option '([^]*?)' argument missing/, '选项 $1 缺少值'],
  [/^option '([^]*?)' argument '([^]*?)' is invalid\./, '选项 $1 的值 $2 不正确'],
  [/^command-argument value '([^]*?)' is invalid for argument '([^]*?)'\./, '参数 $2 的值 $1 不正确'],
  [
    /^too many arguments(?: for '([^]*?)')?\. Expected (\d+) arguments? but got (\d+)\./,
    '参数过多：最多 $2 个，给了 $3 个',
  ],
  [/^--format must be one of ([^]*)$/, '--format 应为以下之一：$1'],
];

const ENDS: readonly (readonly [said: RegExp, zh: string])[] = [
  [/\s*Allowed choices are ([^]*)\.$/, '，应为以下之一：$1'],
  [/\s*\(Did you mean (?:one of )?([^]*)\?\)$/, '，是否为 $1'],
  [/(不正确) (.+)$/, '$1，写法：$2'],
];

/** A sentence of commander in Chinese; one that is not known stays as it is. */
export function chineseUsage(words: string): string {
  return [...SENTENCES, ...ENDS].reduce((text, [said, zh]) => text.replace(said, zh), words);
}
