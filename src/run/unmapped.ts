import { isDecisive } from '../ingest/decisive-category.js';
import { joinBilingual, type Bilingual } from '../model/bilingual.js';
import { ConfigError } from '../model/errors.js';
import type { Snapshot, UnmappedValue } from '../model/snapshot.js';
import type { RunManifest } from './manifest.js';

const SHOWN_VALUES = 30;

/**
 * A decisive category that nothing maps stops the run with a template. Values of other categories stay NULL with flag
 * D11 and are counted.
 */
export function assertMapped(unmapped: readonly UnmappedValue[]): void {
  const blocking = unmapped.filter(isDecisive);
  if (blocking.length === 0) return;
  const byVocabulary = new Map<string, UnmappedValue[]>();
  for (const value of blocking)
    byVocabulary.set(value.vocabulary, [...(byVocabulary.get(value.vocabulary) ?? []), value]);
  const { zh, en } = joinBilingual([
    {
      zh: '有无法对应的类别值，请写入 yingbao.yaml：',
      en: 'category values that nothing maps; add to yingbao.yaml:',
    },
    alike('mappings:'),
    ...[...byVocabulary.entries()].flatMap(([vocabulary, values]) => mappingTemplate(vocabulary, values)),
  ]);
  throw new ConfigError(en, {
    zh,
    code: 'E_CATEGORY_UNMAPPED',
    hint: 'replace each ? by a code of `yingbao schema KIND`, e.g. other or none',
    file: 'yingbao.yaml',
  });
}

/** Values of the other categories count as empty; the run says which, so that somebody can map them. */
export function unmappedNotes({ registry, exports, unmapped }: Snapshot): RunManifest['warnings'] {
  const byField = new Map<string, UnmappedValue[]>();
  for (const one of unmapped.filter((value) => !isDecisive(value)))
    byField.set(one.field, [...(byField.get(one.field) ?? []), one]);
  return [...byField].map(([field, values]) => ({
    code: 'W_CATEGORY_UNMAPPED',
    registry,
    file: exports.map(({ file }) => file).join(' '),
    detail: `${field}: ${values
      .slice(0, SHOWN_VALUES)
      .map(({ value, count }) => `${value === null ? '(not shown)' : JSON.stringify(value)} × ${count}`)
      .join(', ')}${values.length > SHOWN_VALUES ? ' …' : ''}`,
  }));
}

/** Lines to be completed and pasted into the project file. */
function mappingTemplate(vocabulary: string, values: readonly UnmappedValue[]): readonly Bilingual[] {
  const more = values.length - SHOWN_VALUES;
  return [
    alike(`  ${vocabulary}:`),
    ...(more > 0
      ? [
          {
            zh: `    # 填好这些之后还有 ${more} 个值`,
            en: `    # ${more} more values follow once these are mapped`,
          },
        ]
      : []),
    ...values.slice(0, SHOWN_VALUES).map(templateLine),
  ];
}

function templateLine({ field, value, count }: UnmappedValue): Bilingual {
  if (value !== null) return alike(`    ${JSON.stringify(value)}: ?   # ${count}`);
  return {
    zh: `    # ${field}：${count} 条记录的值可能是人员信息，故不显示；请查看该列，并核对 columns`,
    en: `    # ${field}: ${count} records with values that may be persons, so they are not shown; look at the column, and check \`columns:\``,
  };
}

function alike(text: string): Bilingual {
  return { zh: text, en: text };
}
