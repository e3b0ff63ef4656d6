import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withoutSmallCells, type SubgroupFigure } from '../../src/followup/subgroups.js';
import { covered, disabled, gateProject, people, type GateProject } from '../run/gate-project.js';

const figure = (value: string, count: number): SubgroupFigure => ({
  group: 'sex',
  value,
  people: count,
  linked: count,
  missed: 0,
  wrong: 0,
});

describe('small cells', () => {
  it('are left out, and a lone one takes the next smallest along', () => {
    expect(
      withoutSmallCells([figure('F', 80), figure('M', 60), figure('unknown', 4)]).map((one) => one.people),
    ).toEqual([80, null, null]);
    expect(
      withoutSmallCells([figure('F', 80), figure('M', 3), figure('unknown', 4)]).map((one) => one.people),
    ).toEqual([80, null, null]);
    expect(
      withoutSmallCells([figure('F', 80), figure('M', 5), figure('unknown', 0)]).map((one) => one.people),
    ).toEqual([80, 5, 0]);
  });
});

describe('groups of people', () => {
  let project: GateProject;
  beforeEach(() => {
    project = gateProject();
  });
  afterEach(() => project.remove());

  it('are counted over everybody whom the lists know, each once', async () => {
    const roll = people(200);
    const certified = people(300, 100);
    project.configure(['assistance', 'disability']);
    project.deliver('assistance', covered(roll));
    project.deliver(
      'disability',
      disabled(certified, '一级').map((row, index) =>
        index < 250
          ? row
          : { ...row, 姓名: index < 280 ? `买买提·${row['姓名'] ?? ''}` : `${row['姓名'] ?? ''}𬭎` },
      ),
    );
    const { manifest } = await project.run();
    const of = (group: string): Readonly<Record<string, readonly (number | null)[]>> =>
      Object.fromEntries(
        manifest.subgroups
          .filter((one) => one.group === group)
          .map(({ value, people: all, linked, missed }) => [value, [all, linked, missed]]),
      );
    expect(of('name')).toEqual({
      usual: [350, 100, 150],
      'with a dot': [30, 0, 30],
      'rare character': [20, 0, 20],
    });
    expect(of('id')).toEqual({ present: [400, 100, 200] });
    // The 17th digit tells the sex: an oracle of its own.
    const ids = new Set([...roll, ...certified].map((row) => row['身份证号'] ?? ''));
    const men = [...ids].filter((id) => Number(id[16]) % 2 === 1).length;
    expect([of('sex')['M']?.[0], of('sex')['F']?.[0]]).toEqual([men, ids.size - men]);
  });
});
