import type { Argument, Help, Option } from 'commander';
import type { Language } from './terminal.js';
import { chineseUsage } from './usage-words.js';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Global Options:': '通用选项：',
  'Commands:': '命令：',
};

/** Settings for commander's help: what it would say in English around our own texts is said in the reader's language. */
export function helpWords(lang: Language): Partial<Help> {
  const settings: Partial<Help> = { showGlobalOptions: true };
  if (lang === 'en') return settings;
  return {
    ...settings,
    styleTitle: (title) => TITLES[title] ?? title,
    styleUsage: (usage) => usage.replace('[options]', '[选项]').replace('[command]', '[命令]'),
    optionDescription: chineseDescription,
    argumentDescription: chineseDescription,
  };
}

function chineseDescription({ description, argChoices, defaultValue }: Option | Argument): string {
  const facts = [
    ...(argChoices === undefined ? [] : [`可选 ${argChoices.join('、')}`]),
    ...(typeof defaultValue === 'string' || typeof defaultValue === 'number' ? [`默认 ${defaultValue}`] : []),
  ];
  return facts.length === 0 ? description : `${description}（${facts.join('；')}）`;
}

/** A wrong command line: commander's own words, which name what was typed, with a way out. */
export function usageError(lang: Language, message: string): string {
  const words = wordsOf(message);
  return lang === 'zh'
    ? `错误 E_USAGE 命令行有误：${chineseUsage(words)}\n  处理办法：运行 yingbao --help 或 yingbao 命令 --help\n`
    : `error E_USAGE ${words}\n  what to do: yingbao --help, or yingbao COMMAND --help\n`;
}

/** The same in the form of every other error of ours. */
export function usageErrorJson(message: string): string {
  const hint = 'yingbao --help, or yingbao COMMAND --help';
  const words = wordsOf(message);
  return `${JSON.stringify({
    error: { class: 'configuration', code: 'E_USAGE', message: words, messageZh: chineseUsage(words), hint },
  })}\n`;
}

function wordsOf(message: string): string {
  return message.replace(/^error: /, '').trimEnd();
}
