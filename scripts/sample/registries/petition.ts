import { createRandom, type Random } from '../random.js';
import type { County } from '../world/county.js';
import type { Facts, Petition } from '../world/facts.js';
import type { Person } from '../world/people.js';
import { compare } from './care.js';
import { exportRow, fileDay, personFields, typedId, type ExportFile, type ExportRow } from './export-file.js';

const RATES = { id: 0.04, name: 0.05, date: 0, phone: 0.04, place: 0.04, title: 0.03, duplicate: 0 } as const;
const CHANNELS = ['12345热线', '12345热线', '来访', '来信', '网上信访'] as const;

/** Petitions and calls; where the level is not clean, four in ten have no number. */
export function petitionFiles(county: County, facts: Facts, clean: boolean): readonly ExportFile[] {
  return [
    {
      registry: 'petition',
      name: `信访诉求登记_${fileDay(facts.asOf)}.csv`,
      encoding: 'utf8-bom',
      eol: '\n',
      columns: [
        ['信访件编号', 'petitionNo'],
        ['信访日期', 'day'],
        ['信访渠道', 'channel'],
        ['信访人姓名', 'name'],
        ['信访人身份证号', 'id'],
        ['联系电话', 'phone'],
        ['诉求关系', 'relation'],
        ['被反映人', 'subjectName'],
        ['被反映人身份证号', 'subjectId'],
        ['区县', 'county'],
        ['乡镇', 'town'],
        ['村居', 'village'],
        ['内容分类', 'topic'],
        ['信访内容', 'content'],
      ],
      days: { fields: ['day'], format: 'chinese' },
      months: { fields: [], format: 'iso' },
      rates: RATES,
      sticky: false,
      rows: () => petitionRows(facts, createRandom(county.request.seed, 'petition rows'), clean),
    },
  ];
}

function* petitionRows(facts: Facts, random: Random, clean: boolean): Generator<ExportRow> {
  const sorted = [...facts.petitions].sort((a, b) => compare(a.day, b.day));
  for (const [index, petition] of sorted.entries()) {
    const { subject, relation } = petition;
    const row = {
      ...personFields(petition, random),
      id: petition.hasId || clean ? typedId(petition) : '',
      phone: petition.person.phone ?? petition.person.household.phone,
      petitionNo: `XF${fileDay(facts.asOf).slice(0, 4)}${String(index + 1).padStart(6, '0')}`,
      day: petition.day,
      channel: random.pick(CHANNELS),
      relation,
      subjectName: subject?.name ?? '',
      subjectId: subjectId(subject, petition, clean),
      topic: petition.topic,
      content: petition.content,
    };
    yield exportRow(petition, row, subject);
  }
}

function subjectId(subject: Person | null, { subjectHasId }: Petition, clean: boolean): string {
  return subject !== null && (subjectHasId || clean) ? subject.id : '';
}
