/*---
id: M05
version: 2
kind: missed
title: { zh: 低保对象可能应转特困, en: dibao person who may belong to tekun }
severity: medium
requires: [assistance]
columns: { assistance: [familySize] }
parameters:
  oldAge:
    type: number
    default: 60
    meaning:
      zh: 达到此年龄视为无劳动能力（周岁）
      en: age from which a person counts as without labour ability
  youngAge:
    type: number
    default: 16
    meaning:
      zh: 低于此年龄视为无劳动能力（周岁）
      en: age below which a person counts as without labour ability
reason:
  zh: 低保家庭只登记一人，{ground_zh}，登记信息中未见有能力的赡养抚养人，可能符合特困条件，待核实
  en: the only registered member of a dibao household, {ground_en}; nobody able to support is on record; tekun may apply, to be verified
counterEvidence:
  has_family:
    zh: 户籍同户另有成员
    en: others are registered in the same hukou household
evidence: [ground_en]
innocent:
  zh: [有赡养抚养能力的子女或父母, 有收入来源, 家庭成员未登记]
  en: [children or parents are able to support, there is an income, members were not registered]
check:
  zh: [配偶子女父母及其能力（六十周岁以上低保、重残、服刑、失联视为无能力）, 收入来源, 生活自理能力]
  en: [spouse and children and parents and what they are able to do, sources of income, whether the person can care for themselves]
basis:
  - { title: 《特困人员认定办法》民发〔2021〕43号, date: 2021-07-01, article: 第四条至第八条, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'a spouse, child or parent of working age on the household register is able to support unless something on record says otherwise' }
---*/
WITH alone AS (
  SELECT h.*
  FROM household AS h
  JOIN household_now AS n ON n.household_key = h.household_key AND n.scheme_group = h.scheme_group
  WHERE h.active
    AND h.scheme_group = 'dibao'
    AND h.scheme <> 'dibao_single'
    AND n.members = 1
    AND n.family_size = 1
    AND coalesce(n.covered_size, 1) = 1
),
unable AS (
  SELECT person_id, min(type_label || level_label) AS label, min(source) AS source
  FROM certificate
  WHERE in_force
    AND (
      (disability_type IN ('5', '6') AND disability_level IN ('1', '2', '3'))
      OR (disability_type = '4' AND disability_level IN ('1', '2'))
      OR (disability_type = '1' AND disability_level = '1')
    )
  GROUP BY person_id
),
-- Able to support: alive, of working age, and neither severely disabled, nor covered, nor in custody or missing.
supported AS (
  SELECT k.person_id
  FROM kin AS k
  WHERE k.living
    AND k.born + to_years(18) <= $asOf
    AND k.born + to_years(CAST($oldAge AS INTEGER)) > $asOf
    AND k.kin_person_id NOT IN (SELECT person_id FROM unable)
    AND k.kin_person_id NOT IN (SELECT person_id FROM certificate WHERE in_force AND disability_level IN ('1', '2'))
    AND k.kin_person_id NOT IN (SELECT person_id FROM covered_person)
    AND k.kin_person_id NOT IN (SELECT person_id FROM custom_prison WHERE start_date <= $asOf AND (end_date IS NULL OR end_date > $asOf))
    AND k.kin_person_id NOT IN (SELECT person_id FROM custom_missing_person WHERE start_date <= $asOf AND (end_date IS NULL OR end_date > $asOf))
)
SELECT
  a.person_id,
  '' AS episode,
  '[' || a.source || coalesce(',' || u.source, '') || ']' AS sources,
  link_class_of(a.link_rank) AS link_class,
  NULL AS amount,
  false AS refused,
  CASE
    WHEN u.person_id IS NOT NULL THEN '持有' || u.label || '残疾人证'
    WHEN a.age >= $oldAge THEN '年满' || CAST($oldAge AS INTEGER) || '周岁'
    ELSE '未满' || CAST($youngAge AS INTEGER) || '周岁'
  END AS ground_zh,
  CASE
    WHEN u.person_id IS NOT NULL THEN 'holds a certificate of severe disability'
    WHEN a.age >= $oldAge THEN 'aged ' || CAST($oldAge AS INTEGER) || ' or more'
    ELSE 'younger than ' || CAST($youngAge AS INTEGER)
  END AS ground_en,
  EXISTS (
    SELECT 1
    FROM custom_hukou AS me
    JOIN custom_hukou AS other ON other.household_no = me.household_no AND other.person_id <> me.person_id
    WHERE me.person_id = a.person_id
  ) AS has_family
FROM alone AS a
LEFT JOIN unable AS u ON u.person_id = a.person_id
WHERE (u.person_id IS NOT NULL OR a.age >= $oldAge OR a.age < $youngAge)
  AND a.person_id NOT IN (SELECT person_id FROM supported)
  AND a.person_id NOT IN (SELECT person_id FROM dead_person)
  AND a.person_id NOT IN (SELECT person_id FROM coverage WHERE active AND scheme IN ('tekun', 'orphan', 'defacto_orphan'))
QUALIFY row_number() OVER (PARTITION BY a.person_id ORDER BY a.source) = 1
