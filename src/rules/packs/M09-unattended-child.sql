/*---
id: M09
version: 3
kind: missed
title: { zh: 孤儿或事实无人抚养儿童未纳入, en: orphan or child without care in fact who is not covered }
severity: high
requires: [assistance, disability, death]
departments: [hukou]
columns: { custom_hukou: [fatherId, motherId] }
absence: [assistance]
parameters:
  age:
    type: number
    default: 18
    meaning:
      zh: 低于此年龄视为儿童（周岁）
      en: age below which a person is a child
  severeLevels:
    type: list
    default: ['1', '2']
    meaning:
      zh: 各类残疾中视为父母无力抚养的等级
      en: levels of disability that make a parent unable to care, any type
  mentalLevels:
    type: list
    default: ['3', '4']
    meaning:
      zh: 仅智力（5）、精神（6）残疾计入的等级；比低保口径宽
      en: levels that count for intellectual (5) and mental (6) disability only; wider than for dibao
  months:
    type: number
    default: 6
    meaning:
      zh: 父母失联或羁押须达到的月数
      en: months that a parent must have been away or in custody
reason:
  zh: 未满{age}周岁，父亲{father_zh}，母亲{mother_zh}，未查到有效的孤儿、事实无人抚养儿童或特困保障记录
  en: younger than {age}; father {father_en}, mother {mother_en}; no orphan, de-facto orphan or tekun cover in force was found
evidence: [father_en, mother_en]
innocent:
  zh: [另一方监护人实际抚养, 已由收养或继父母抚养, 父母信息登记有误]
  en: [somebody else is the guardian in fact, the child was adopted, the parents are registered wrongly]
check:
  zh: [由谁实际照料, 监护人及其能力, 就学和健康情况, 父母现状证明]
  en: [who cares for the child, the guardian and what they are able to do, school and health, proof of the parents' state]
basis:
  - { title: 民发〔2019〕62号, date: 2019-06-18, article: 事实无人抚养儿童认定, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'parents are found by person, the age also by the birth date stated' }
  - { version: 3, date: 2026-11-28, note: 'the latest certificate counts; lost guardianship and deportation need no months' }
---*/
WITH child AS (
  SELECT
    h.person_id, h.link_rank, h.source, h.father_id, h.mother_id,
    coalesce(TRY_CAST(substr(h.id, 7, 4) || '-' || substr(h.id, 11, 2) || '-' || substr(h.id, 13, 2) AS DATE), h.birth_date) AS born
  FROM custom_hukou AS h
  WHERE h.father_id IS NOT NULL
    AND h.mother_id IS NOT NULL
),
unable AS (
  SELECT person_id, id, source, 1 AS place, '已去世' AS state_zh, 'has died' AS state_en
  FROM death
  WHERE death_date <= $asOf
  UNION ALL
  SELECT person_id, id, source, 2, '重度残疾', 'is severely disabled'
  FROM disability
  WHERE source IN (SELECT source FROM certificate WHERE in_force)
    AND (disability_level IN $severeLevels OR (disability_level IN $mentalLevels AND disability_type IN ('5', '6')))
  UNION ALL
  SELECT person_id, id, source, 3, '服刑或强制隔离戒毒', 'is in custody'
  FROM custom_prison
  WHERE start_date <= $asOf
    AND coalesce(end_date, DATE '9999-12-31') > $asOf
    AND coalesce(end_date, DATE '9999-12-31') >= start_date + to_months(CAST($months AS INTEGER))
  UNION ALL
  SELECT person_id, id, source, 4, '失联、撤销监护或遣送出境', 'is missing, deported or lost guardianship'
  FROM custom_missing_person
  WHERE start_date <= $asOf
    AND (start_date <= $asOf - to_months(CAST($months AS INTEGER)) OR regexp_matches(coalesce(situation, ''), '撤销|遣送|驱逐'))
    AND coalesce(end_date, DATE '9999-12-31') > $asOf
  UNION ALL
  SELECT person_id, id, source, 5, '患重特大疾病', 'is seriously ill'
  FROM custom_serious_illness
),
-- A parent is known by number in the register; the record that speaks of them may bear a damaged one.
known AS (
  SELECT DISTINCT id AS parent_id, person_id
  FROM (SELECT id, person_id FROM custom_hukou UNION ALL SELECT id, person_id FROM unable)
  WHERE id IN (SELECT father_id FROM child UNION ALL SELECT mother_id FROM child)
),
state AS (
  SELECT k.parent_id, u.source, u.place, u.state_zh, u.state_en
  FROM known AS k
  JOIN unable AS u ON u.person_id = k.person_id
  QUALIFY row_number() OVER (PARTITION BY k.parent_id ORDER BY u.place, u.source) = 1
)
SELECT
  c.person_id,
  '' AS episode,
  '[' || c.source || ',' || f.source || ',' || m.source || ']' AS sources,
  link_class_of(c.link_rank) AS link_class,
  NULL AS amount,
  false AS refused,
  CAST($age AS INTEGER) AS age,
  f.state_zh AS father_zh,
  f.state_en AS father_en,
  m.state_zh AS mother_zh,
  m.state_en AS mother_en
FROM child AS c
JOIN state AS f ON f.parent_id = c.father_id
JOIN state AS m ON m.parent_id = c.mother_id
WHERE c.born + to_years(CAST($age AS INTEGER)) > $asOf
  AND c.person_id NOT IN (SELECT person_id FROM dead_person)
  AND c.person_id NOT IN (SELECT person_id FROM coverage WHERE active AND scheme IN ('orphan', 'defacto_orphan', 'tekun'))
QUALIFY row_number() OVER (PARTITION BY c.person_id ORDER BY c.source) = 1
