import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRuleRoom, stories, type RuleRoom } from './packs/rule-room.js';

let room: RuleRoom;
beforeAll(async () => {
  room = await openRuleRoom();
});
afterAll(() => room.close());

it('routes a finding by the address where a list has no columns for the place', async () => {
  const severe = { disabilityType: '4', disabilityLevel: '1', status: 'valid', county: null };
  const { findings } = await room.run(
    stories('M01', [
      {
        people: { a: '1960-05-01', b: '1961-05-01', c: '1962-05-01' },
        rows: {
          assistance: [{ p: 'z', name: 'z', id: null, scheme: 'edge', status: 'active' }],
          disability: [
            { p: 'a', ...severe, address: '福建省泉州市南安市码头镇丰联村三组12号' },
            { p: 'b', ...severe, town: '诗山镇', address: '福建省泉州市南安市码头镇丰联村' },
            { p: 'c', ...severe },
          ],
        },
      },
    ]),
  );
  const places = findings
    .filter((row) => row['rule_id'] === 'M01')
    .map((row) => [row['person_id'], row['county'], row['town'], row['village']]);
  expect(places.sort()).toEqual([
    ['P1a', '南安市', '码头镇', '丰联村'],
    // A column goes before the address, and what lies in another town is not mixed with it.
    ['P1b', '南安市', '诗山镇', null],
    ['P1c', '南屏县', null, null],
  ]);
});
