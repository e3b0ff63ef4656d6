import { Argument } from 'commander';
import type { FieldSpec, KindSpec } from '../../model/kinds/field.js';
import { KIND_SPECS, REGISTRY_KINDS, type RegistryKind } from '../../model/registry-kinds.js';
import { VOCABULARIES } from '../../model/vocabularies.js';
import type { CommandHost } from '../command-host.js';

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
      say('输出示例文件（CSV，虚构人员）', 'print an example file (CSV, invented persons)'),
    )
    .action(async (kind: RegistryKind | typeof MATCH_MODEL, options: { readonly example?: true }) => {
      const screen = terminal();
      if (kind === MATCH_MODEL) {
        const { matchModelJsonSchema } = await import('../../linkage/match/match-model.js');
        screen.out(JSON.stringify(matchModelJsonSchema(), null, 2));
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
      const spec = KIND_SPECS[kind];
      const { drawTable } = await import('../table.js');
      const zh = screen.options.lang === 'zh';
      screen.out(zh ? spec.title.zh : `${spec.title.en}: ${spec.purpose}`);
      screen.out(
        drawTable(
          zh
            ? ['字段', '必需', '类型', '可用表头', '取值']
            : ['field', 'required', 'type', 'headers', 'values'],
          spec.fields.map((field) => [
            field.name,
            neededWord(field, spec, zh),
            field.type,
            field.synonyms.slice(0, 6).join(' / '),
            field.vocabulary === undefined
              ? ''
              : Object.values(VOCABULARIES[field.vocabulary].codes).join(' / '),
          ]),
        ),
      );
    });
}

function neededWord({ name, required }: FieldSpec, { oneOf = [] }: KindSpec, zh: boolean): string {
  if (required === true) return zh ? '是' : 'yes';
  if (oneOf.includes(name)) return zh ? '至少一列' : 'one of these';
  return '';
}
