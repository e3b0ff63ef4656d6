import { expect, it } from 'vitest';
import { sideBySide } from '../../src/cli/print-explanation.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { furtherColumns } from '../../src/run/further-columns.js';

const snapshot = (
  registry: string,
  columns: readonly (readonly [header: string, field: string])[],
): Snapshot =>
  ({
    registry,
    kind: 'custom',
    exports: [{ columns: columns.map(([header, field]) => ({ header, field, why: 'configured' })) }],
  }) as unknown as Snapshot;

it('shows what another department says, under its documented name and else under its header', () => {
  const vehicle = snapshot('vehicle', [
    ['车型', 'vehicleType'],
    ['姓名', 'name'],
    ['登记机关', 'office'],
  ]);
  const further = furtherColumns(vehicle);
  expect(further).toEqual([
    { name: 'vehicleType', type: 'text', label: { zh: '车辆类型', en: expect.any(String) as string } },
    { name: 'office', type: null, label: { zh: '登记机关', en: '登记机关' } },
  ]);
  const row = { asOf: '2026-10-31', line: 2, file: 'a.csv', labels: {} };
  const shown = sideBySide(
    [
      {
        ...row,
        registry: 'roll',
        kind: 'assistance',
        sha256: null,
        fields: { status: 'active', sex: 'F', amount: '500.00' },
      },
      {
        ...row,
        registry: 'vehicle',
        kind: 'custom',
        sha256: '0123456789abcdef',
        fields: { status: '正常', amount: '300.00', vehicleType: '小型轿车', office: '***' },
        labels: Object.fromEntries(further.map(({ name, label }) => [name, label])),
      },
    ],
    'zh',
  );
  // A word of one kind is not read as that of another.
  expect(shown).toMatch(/状态\s+享受中\s+正常/);
  expect(shown).toMatch(/月保障金额 \/ 金额\s+500.00\s+300.00/);
  expect(shown).toMatch(/性别\s+女/);
  expect(shown).toMatch(/车辆类型\s+小型轿车/);
  expect(shown).toMatch(/登记机关\s+\*\*\*/);
  expect(shown).toMatch(/文件SHA-256\s+0123456789ab$/m);
});
