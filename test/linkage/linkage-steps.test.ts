import { describe, expect, it } from 'vitest';
import { citizenId } from './citizens.js';
import { link, registry, type TestRecord } from './linking.js';

const MOTHER = citizenId('19560302', 124);
const SON = citizenId('19820710', 35);

/** People who matter to no test but make the population, so that frequencies mean something. */
function crowd(size: number): TestRecord[] {
  const surnames = Array.from('陈林黄张李王吴刘郑蔡');
  const given = Array.from('建国志明丽华美玉春生福来金水文武');
  return Array.from({ length: size }, (_, i) => ({
    name: `${surnames[i % 10] ?? ''}${given[(i * 7) % 16] ?? ''}${given[(i * 5 + 3) % 16] ?? ''}`,
    idText: citizenId(
      `${1940 + (i % 60)}${String(1 + (i % 12)).padStart(2, '0')}${String(1 + (i % 28)).padStart(2, '0')}`,
      (i % 499) * 2 + 1,
    ),
    county: '南屏县',
    town: `第${i % 12}镇`,
    phone: `139${String(10_000_000 + i)}`,
  }));
}

describe('records with one valid ID', () => {
  it('are certain links when the names agree', async () => {
    const { linkTexts, personOf } = await link([
      registry('assistance', [{ name: '陈秀英', idText: MOTHER }]),
      registry('insurance', [
        { name: '陈秀英', idText: MOTHER },
        { name: '陈小明', idText: SON },
      ]),
    ]);
    expect(linkTexts).toEqual(['assistance:2 insurance:2 certain']);
    expect(personOf('assistance:2')).toBe(personOf('insurance:2'));
    expect(personOf('insurance:3')).not.toBe(personOf('insurance:2'));
  });

  it('are certain links when the names sound alike', async () => {
    const { linkTexts } = await link([
      registry('assistance', [{ name: '陈秀英', idText: MOTHER }]),
      registry('insurance', [{ name: '陈绣瑛', idText: MOTHER }]),
    ]);
    expect(linkTexts).toEqual(['assistance:2 insurance:2 certain']);
  });

  it('are only probable when a character was dropped', async () => {
    const { linkTexts, persons } = await link([
      registry('assistance', [{ name: '陈秀英', idText: MOTHER }]),
      registry('insurance', [{ name: '陈秀英', idText: MOTHER }]),
      registry('death', [{ name: '陈英', idText: MOTHER }]),
    ]);
    expect(linkTexts).toEqual([
      'assistance:2 insurance:2 certain',
      'assistance:2 death:2 probable',
      'insurance:2 death:2 probable',
    ]);
    expect(persons.map((row) => `${String(row['registry'])} ${String(row['class'])}`).sort()).toEqual([
      'assistance certain',
      'death probable',
      'insurance certain',
    ]);
  });

  it('are a conflict when a character was dropped and the birth date beside the name is another', async () => {
    const { linkTexts, personOf } = await link([
      registry('assistance', [{ name: '陈秀英', idText: MOTHER }]),
      registry('insurance', [{ name: '陈英', idText: MOTHER, birth_date: '2016-08-09' }]),
      registry('death', [{ name: '陈秀英', idText: MOTHER }]),
    ]);
    expect(linkTexts).toEqual(['assistance:2 death:2 certain']);
    expect(personOf('insurance:2')).not.toBe(personOf('assistance:2'));
  });

  it.each([
    ['a lunar birthday', '1956-01-20'],
    ['a slip in the year', '1966-03-02'],
  ])('are probable when a character was dropped and the birth date has %s', async (_what, birth_date) => {
    const { linkTexts } = await link([
      registry('assistance', [{ name: '陈秀英', idText: MOTHER }]),
      registry('insurance', [{ name: '陈英', idText: MOTHER, birth_date }]),
    ]);
    expect(linkTexts).toEqual(['assistance:2 insurance:2 probable']);
  });

  it('take an alias for the name', async () => {
    const { linkTexts } = await link([
      registry('assistance', [{ name: '陈秀英', name_alias: '陈阿妹', idText: MOTHER }]),
      registry('insurance', [{ name: '陈阿妹', idText: MOTHER }]),
    ]);
    expect(linkTexts).toEqual(['assistance:2 insurance:2 certain']);
  });

  it('are a conflict when the names contradict each other, and are never merged', async () => {
    const { linkTexts, conflicts, personOf } = await link([
      registry('assistance', [{ name: '陈秀英', idText: MOTHER }]),
      registry('insurance', [{ name: '陈秀英', idText: MOTHER }]),
      registry('death', [{ name: '王大海', idText: MOTHER }]),
    ]);
    expect(linkTexts).toEqual(['assistance:2 insurance:2 certain']);
    expect(personOf('death:2')).not.toBe(personOf('insurance:2'));
    expect(
      conflicts.map((row) => [row['id'], row['left_name'], row['right_name'], row['right_registry']]),
    ).toEqual([
      [MOTHER, '陈秀英', '王大海', 'death'],
      [MOTHER, '陈秀英', '王大海', 'death'],
    ]);
  });

  it('count duplicates only in registries with one row per person', async () => {
    const { linkTexts } = await link([
      registry('insurance', [
        { name: '陈秀英', idText: MOTHER },
        { name: '陈秀英', idText: MOTHER },
      ]),
      registry('payment', [
        { name: '陈秀英', idText: MOTHER },
        { name: '陈秀英', idText: MOTHER },
      ]),
    ]);
    expect(linkTexts).toEqual([
      'insurance:2 insurance:3 certain',
      'insurance:2 payment:2 certain',
      'insurance:2 payment:3 certain',
      'insurance:3 payment:2 certain',
      'insurance:3 payment:3 certain',
    ]);
  });
});

describe('witnesses for the ID', () => {
  it('a disability certificate number carries it', async () => {
    const { linkTexts } = await link([
      registry('insurance', [{ name: '陈秀英', idText: MOTHER }]),
      registry('disability', [{ name: '陈秀英', disability_no: `${MOTHER}43` }]),
    ]);
    expect(linkTexts).toEqual(['insurance:2 disability:2 certain']);
  });

  it('the head of a household has the ID of the head, less surely', async () => {
    const { linkTexts } = await link([
      registry('assistance', [{ name: '陈秀英', head_name: '陈秀英', head_id: MOTHER }]),
      registry('insurance', [{ name: '陈秀英', idText: MOTHER }]),
    ]);
    expect(linkTexts).toEqual(['assistance:2 insurance:2 probable']);
  });

  it('an old number of 15 digits is the new one', async () => {
    const { linkTexts } = await link([
      registry('assistance', [{ name: '陈秀英', idText: MOTHER.slice(0, 6) + MOTHER.slice(8, 17) }]),
      registry('insurance', [{ name: '陈秀英', idText: MOTHER }]),
    ]);
    expect(linkTexts).toEqual(['assistance:2 insurance:2 certain']);
  });
});

describe('records without a usable ID', () => {
  const population = crowd(400);
  const known: TestRecord = {
    name: '陈秀英',
    idText: MOTHER,
    county: '南屏县',
    town: '第3镇',
    village: '丰联村',
    phone: '13800001234',
    birth_date: '1956-03-02',
  };

  async function linked(record: TestRecord): Promise<readonly string[]> {
    const { linkTexts } = await link([
      registry('insurance', [known, ...population]),
      registry('settlement', [record]),
    ]);
    return linkTexts;
  }

  it('join by the first 15 characters and the name', async () => {
    expect(await linked({ name: '陈秀英', idText: `${MOTHER.slice(0, 15)}000` })).toEqual([
      'insurance:2 settlement:2 probable',
    ]);
  });

  it('join by an ID with one wrong digit and the name', async () => {
    const wrong = MOTHER.slice(0, 15) + String((Number(MOTHER.charAt(15)) + 3) % 10) + MOTHER.slice(16);
    expect(await linked({ name: '陈秀英', idText: wrong, town: '第3镇' })).toEqual([
      'insurance:2 settlement:2 probable',
    ]);
  });

  it('join by name, birth date and sex', async () => {
    expect(await linked({ name: '陈秀瑛', birth_date: '1956-03-02', sex: 'F', town: '第3镇' })).toEqual([
      'insurance:2 settlement:2 probable',
    ]);
  });

  it('join by name, phone and town', async () => {
    expect(await linked({ name: '陈秀英', phone: '13800001234', town: '第3镇' })).toEqual([
      'insurance:2 settlement:2 probable',
    ]);
  });

  it('join by a mask that shows the birth date', async () => {
    expect(await linked({ name: '陈秀英', idText: `${MOTHER.slice(0, 14)}****` })).toEqual([
      'insurance:2 settlement:2 probable',
    ]);
  });

  it('do not join somebody of the same name born on another day', async () => {
    expect(await linked({ name: '陈秀英', birth_date: '1971-11-20', sex: 'F' })).toEqual([]);
  });

  it('go to review where two people fit alike', async () => {
    const namesake: TestRecord = { ...known, idText: citizenId('19560302', 388), phone: '13800009999' };
    const { linkTexts, personOf } = await link([
      registry('insurance', [known, namesake, ...population]),
      registry('settlement', [{ name: '陈秀英', birth_date: '1956-03-02', sex: 'F', town: '第3镇' }]),
    ]);
    expect(linkTexts.filter((text) => text.includes('settlement'))).toEqual([
      'insurance:2 settlement:2 review',
      'insurance:3 settlement:2 review',
    ]);
    expect(personOf('settlement:2')).not.toBe(personOf('insurance:2'));
  });
});

describe('people who are easily confused', () => {
  const home = { county: '南屏县', town: '第3镇', village: '丰联村', phone: '13800001234' } as const;
  const twin: TestRecord = {
    name: '陈志强',
    idText: citizenId('20030405', 31),
    birth_date: '2003-04-05',
    ...home,
  };
  const other: TestRecord = {
    name: '陈志勇',
    idText: citizenId('20030405', 33),
    birth_date: '2003-04-05',
    ...home,
  };

  it('twins stay apart', async () => {
    const { personOf } = await link([
      registry('insurance', [twin, other, ...crowd(400)]),
      registry('assistance', [twin, other]),
    ]);
    expect(personOf('insurance:2')).toBe(personOf('assistance:2'));
    expect(personOf('insurance:2')).not.toBe(personOf('assistance:3'));
  });

  it('a twin without an ID does not join the other twin', async () => {
    const { personOf } = await link([
      registry('insurance', [twin, ...crowd(400)]),
      registry('assistance', [{ name: '陈志勇', birth_date: '2003-04-05', ...home }]),
    ]);
    expect(personOf('assistance:2')).not.toBe(personOf('insurance:2'));
  });

  it('a twin without an ID joins its own name', async () => {
    const { personOf } = await link([
      registry('insurance', [twin, other, ...crowd(400)]),
      registry('assistance', [{ name: '陈志勇', birth_date: '2003-04-05', ...home }]),
    ]);
    expect(personOf('assistance:2')).toBe(personOf('insurance:3'));
  });
});

describe('names under one ID that no table explains', () => {
  const rest = crowd(200);

  it('are one person, less surely, when nobody else has the other name', async () => {
    const { linkTexts, conflicts } = await link([
      registry('insurance', [{ name: '陈秀英', idText: MOTHER, town: '第3镇' }, ...rest]),
      registry('death', [{ name: '陈秀莫', idText: MOTHER, town: '第3镇' }]),
    ]);
    expect(linkTexts).toEqual(['insurance:2 death:2 probable']);
    expect(conflicts).toEqual([]);
  });

  it('are one person when only the surname was misheard', async () => {
    const { linkTexts } = await link([
      registry('insurance', [{ name: '黄建国', idText: MOTHER }, ...rest]),
      registry('death', [{ name: '王建国', idText: MOTHER }]),
    ]);
    expect(linkTexts).toEqual(['insurance:2 death:2 probable']);
  });

  it('are a conflict when a sister with that name lives in the town', async () => {
    const { conflicts, personOf } = await link([
      registry('insurance', [
        { name: '陈秀英', idText: MOTHER, town: '第3镇' },
        { name: '陈秀莫', idText: citizenId('19580711', 126), town: '第3镇' },
        ...rest,
      ]),
      registry('death', [{ name: '陈秀莫', idText: MOTHER, town: '第3镇' }]),
    ]);
    expect(conflicts).toHaveLength(1);
    expect(personOf('death:2')).not.toBe(personOf('insurance:2'));
  });

  it("are a conflict when the record's own birth date is another than the ID's", async () => {
    const { conflicts } = await link([
      registry('insurance', [{ name: '陈秀英', idText: MOTHER }, ...rest]),
      registry('death', [{ name: '陈秀莫', idText: MOTHER, birth_date: '1983-11-20' }]),
    ]);
    expect(conflicts).toHaveLength(1);
  });
});

describe("a record with somebody else's valid ID", () => {
  const FATHER = citizenId('19530711', 121);
  const insured = [
    { name: '陈秀英', idText: MOTHER, town: '第3镇', village: '丰联村', phone: '13800001234' },
    { name: '王大海', idText: FATHER, town: '第3镇', village: '丰联村', phone: '13900005678' },
    ...crowd(300),
  ];

  it('joins its own person where the other fields say who that is', async () => {
    const { linkTexts, conflicts, personOf } = await link([
      registry('insurance', insured),
      registry('payment', [{ name: '陈秀英', idText: MOTHER }]),
      registry('disability', [
        { name: '王大海', idText: MOTHER, town: '第3镇', phone: '13900005678', birth_date: '1953-07-11' },
      ]),
    ]);
    expect(personOf('disability:2')).toBe(personOf('insurance:3'));
    expect(linkTexts).toContain('insurance:3 disability:2 probable');
    expect(conflicts).toHaveLength(2);
  });

  it('stays alone where nothing else says who that is', async () => {
    const { linkTexts, personOf } = await link([
      registry('insurance', insured),
      registry('disability', [{ name: '林志明', idText: MOTHER }]),
    ]);
    expect(linkTexts).toEqual([]);
    expect(personOf('disability:2')).not.toBe(personOf('insurance:2'));
  });
});

describe('two valid IDs', () => {
  const known = { name: '陈秀英', town: '第3镇', village: '丰联村', phone: '13800001234' };

  it('are shown for review where all else agrees, and never merged', async () => {
    const { linkTexts, links, personOf } = await link([
      registry('insurance', [{ ...known, idText: MOTHER }, ...crowd(300)]),
      registry('assistance', [{ ...known, idText: citizenId('19560302', 388) }]),
    ]);
    expect(linkTexts).toEqual(['insurance:2 assistance:2 review']);
    expect(String(links[0]?.['reason'])).toContain('id=two_ids');
    expect(personOf('assistance:2')).not.toBe(personOf('insurance:2'));
  });

  it('of a mother and a daughter with one phone are no pair', async () => {
    const { linkTexts } = await link([
      registry('insurance', [{ ...known, idText: MOTHER }, ...crowd(300)]),
      registry('assistance', [{ ...known, name: '陈秀兰', idText: citizenId('19820710', 388) }]),
    ]);
    expect(linkTexts).toEqual([]);
  });
});

describe('rows without anything but a name and a town', () => {
  it('are not one person because they look alike', async () => {
    const row = { name: '陈秀英', town: '第3镇' };
    const { personOf } = await link([registry('death', [row, row]), registry('insurance', crowd(100))]);
    expect(personOf('death:2')).not.toBe(personOf('death:3'));
  });
});

describe('a streamed registry', () => {
  const big = [{ name: '陈秀英', idText: MOTHER, birth_date: '1956-03-02', town: '第3镇' }, ...crowd(300)];
  const small = [
    { name: '陈秀英', birth_date: '1956-03-02', town: '第3镇', sex: 'F' },
    { name: '王大海', idText: SON },
  ];

  it('links like a held one', async () => {
    const held = await link([registry('assistance', small), registry('insurance', big)]);
    const streamed = await link([registry('assistance', small), registry('insurance', big)], {
      singlesUpTo: 100,
    });
    expect(streamed.linkTexts).toEqual(held.linkTexts);
    expect(streamed.linkTexts).toEqual(['assistance:2 insurance:2 probable']);
  });

  it('leaves its unlinked records out and counts them', async () => {
    const { persons, summary } = await link([registry('assistance', small), registry('insurance', big)], {
      singlesUpTo: 100,
    });
    expect(persons.map((row) => `${String(row['registry'])}:${String(row['line'])}`).sort()).toEqual([
      'assistance:2',
      'assistance:3',
      'insurance:2',
    ]);
    expect(summary.find((row) => row['figure'] === 'unlisted')).toMatchObject({
      detail: 'insurance',
      value: '300',
    });
  });
});

describe('outputs', () => {
  const registries = [
    registry(
      'assistance',
      crowd(60).map((record, i) =>
        i % 5 === 0 ? { ...record, idText: '', birth_date: '1950-01-01' } : record,
      ),
    ),
    registry('insurance', crowd(300)),
    registry('payment', [...crowd(40), ...crowd(40)]),
  ];

  it('are the same bytes at any number of threads', async () => {
    const one = await link(registries, { threads: 1 });
    const two = await link(registries, { threads: 2 });
    expect(two.bytes).toEqual(one.bytes);
  });

  it('list every record of a held registry once', async () => {
    const { persons } = await link(registries);
    expect(persons).toHaveLength(440);
    expect(new Set(persons.map((row) => `${String(row['registry'])}:${String(row['line'])}`)).size).toBe(440);
  });

  it('do not change when somebody unrelated is added', async () => {
    const before = await link([registry('assistance', crowd(30)), registry('insurance', crowd(60))]);
    const after = await link([
      registry('assistance', [...crowd(30), { name: '欧阳靖宇', idText: SON }]),
      registry('insurance', crowd(60)),
    ]);
    expect(after.linkTexts).toEqual(before.linkTexts);
    expect(after.persons.filter((row) => row['line'] !== '32' || row['registry'] !== 'assistance')).toEqual(
      before.persons,
    );
  });
});

describe('columns that changed places', () => {
  const HEAD = citizenId('19400505', 11);

  it('make one person of two names under one ID where the head has another number', async () => {
    const { linkTexts, conflicts, links } = await link([
      registry('assistance', [{ name: '林大山', idText: MOTHER, head_name: '陈秀英', head_id: HEAD }]),
      registry('insurance', [{ name: '陈秀英', idText: MOTHER }]),
    ]);
    expect(linkTexts).toEqual(['assistance:2 insurance:2 probable']);
    expect(conflicts).toEqual([]);
    expect(links[0]?.['reason']).toBe('id=equal;name=swapped');
  });

  it('are not assumed where a row without a head bears the head’s name, and another one the member’s', async () => {
    const { linkTexts, conflicts } = await link([
      registry('assistance', [{ name: '林大山', idText: MOTHER, head_name: '陈秀英', head_id: HEAD }]),
      registry('insurance', [{ name: '陈秀英', idText: MOTHER }]),
      registry('settlement', [{ name: '林大山', idText: MOTHER }]),
    ]);
    expect(linkTexts).toEqual(['assistance:2 settlement:2 certain']);
    expect(conflicts.length).toBeGreaterThan(0);
  });

  it('are not assumed where the other row says another birth date than the number', async () => {
    const { linkTexts, conflicts } = await link([
      registry('assistance', [{ name: '林大山', idText: MOTHER, head_name: '陈秀英', head_id: HEAD }]),
      registry('insurance', [{ name: '陈秀英', idText: MOTHER, birth_date: '1940-05-05' }]),
    ]);
    expect(linkTexts).toEqual([]);
    expect(conflicts).toHaveLength(1);
  });

  it('are not assumed where the number is the head’s: then somebody borrowed it', async () => {
    const { linkTexts, conflicts } = await link([
      registry('assistance', [{ name: '林大山', idText: MOTHER, head_name: '陈秀英', head_id: MOTHER }]),
      registry('insurance', [{ name: '陈秀英', idText: MOTHER }]),
    ]);
    expect(linkTexts).toEqual([]);
    expect(conflicts).toHaveLength(1);
  });
});

describe('other forms of one name', () => {
  it.each([
    ['陈氏', 'clan'],
    ['林陈氏', 'clan'],
  ])('%s is the woman whose own surname it ends with', async (name, level) => {
    const { linkTexts, links, conflicts } = await link([
      registry('assistance', [{ name: '陈秀英', idText: MOTHER }]),
      registry('insurance', [{ name, idText: MOTHER }]),
    ]);
    expect(linkTexts).toEqual(['assistance:2 insurance:2 probable']);
    expect(links[0]?.['reason']).toBe(`id=equal;name=${level}`);
    expect(conflicts).toEqual([]);
  });

  it('a clan name with another surname of birth, or under a man’s number, stays a conflict', async () => {
    const { conflicts } = await link([
      registry('assistance', [
        { name: '陈秀英', idText: MOTHER },
        { name: '林小明', idText: SON },
      ]),
      registry('insurance', [
        { name: '陈林氏', idText: MOTHER },
        { name: '林氏', idText: SON },
      ]),
    ]);
    expect(conflicts).toHaveLength(2);
  });

  it('the part before the dot links the person whose whole name another list has, and nobody else', async () => {
    const { linkTexts, conflicts } = await link([
      registry('assistance', [
        { name: '热依汗·玉素甫', idText: MOTHER },
        { name: '努尔·热依汗', idText: SON },
      ]),
      registry('insurance', [
        { name: '热依汗', idText: MOTHER },
        { name: '热依汗', idText: SON },
      ]),
    ]);
    expect(linkTexts.filter((text) => !text.endsWith('review'))).toEqual([
      'assistance:2 insurance:2 probable',
    ]);
    expect(conflicts).toHaveLength(1);
  });
});

describe('what is left of a cut number', () => {
  it.each(['350589', '35058919', '3505891956', '办理中', '护照'])(
    '%s in two cells joins nobody',
    async (idText) => {
      const { linkTexts } = await link([
        registry('assistance', [{ name: '陈秀英', idText }]),
        registry('insurance', [{ name: '林大山', idText }]),
      ]);
      expect(linkTexts).toEqual([]);
    },
  );

  it('joins where it still shows a person', async () => {
    const idText = `${MOTHER.slice(0, 17)}${MOTHER.endsWith('1') ? '2' : '1'}`;
    const { linkTexts } = await link([
      registry('assistance', [{ name: '陈秀英', idText }]),
      registry('insurance', [{ name: '陈秀英', idText }]),
    ]);
    expect(linkTexts).toEqual(['assistance:2 insurance:2 probable']);
  });
});
