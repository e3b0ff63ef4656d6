/*---
id: M11
version: 3
kind: missed
title: { zh: 低保家庭部分成员未列入, en: member of a covered household who is not listed }
severity: low
requires: [assistance]
departments: [hukou]
columns: { custom_hukou: [householdNo, relation] }
absence: [assistance]
parameters:
  dependentAge:
    type: number
    default: 18
    meaning:
      zh: 低于此年龄的子女视为被抚养人（周岁）
      en: age below which a child counts as dependent
reason:
  zh: 与低保对象同户登记（{relation_zh}），不在保障成员名单中
  en: registered in the household of a dibao recipient ({relation_en}) and not listed as a covered member
evidence: [relation_en]
innocent:
  zh: [不共同生活, 长期外出务工或已单独成家, 单人保只保一人, 本人不符合条件]
  en: [does not live together, works away or has a family of their own, single-person cover covers one, is not eligible]
check:
  zh: [是否共同生活, 是否就学、务工或新生儿未登记, 未列入的原因]
  en: [whether they live together, school or work or a newborn not added, why the person is not listed]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 第六条, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'one household however its county is written; an allowance of their own makes nobody a listed member' }
  - { version: 3, date: 2026-11-28, note: 'the relation to the recipient counts, not the one to the head of the register; nobody in custody or missing' }
---*/
WITH recipient AS (
  SELECT person_id, min_by(source, source) AS source, max(born) + to_years(CAST($dependentAge AS INTEGER)) > $asOf AS minor
  FROM household
  WHERE active
    AND scheme = 'dibao'
    AND link_rank >= 2
  GROUP BY person_id
),
severe AS (
  SELECT person_id FROM certificate WHERE in_force AND disability_level IN ('1', '2')
),
member AS (
  SELECT
    k.kin_person_id AS person_id, k.source, k.link_rank, r.source AS recipient_source,
    k.kin AS relation_en,
    CASE k.kin WHEN 'spouse' THEN '配偶' WHEN 'child' THEN '子女' ELSE '父母' END AS relation_zh
  FROM kin AS k
  JOIN recipient AS r ON r.person_id = k.person_id
  WHERE k.same_household
    AND (
      k.kin = 'spouse'
      OR (k.kin = 'child' AND k.born + to_years(CAST($dependentAge AS INTEGER)) > $asOf)
      OR (k.kin = 'parent' AND r.minor)
      OR k.kin_person_id IN (SELECT person_id FROM severe)
    )
)
SELECT
  m.person_id,
  '' AS episode,
  '[' || m.source || ',' || m.recipient_source || ']' AS sources,
  link_class_of(m.link_rank) AS link_class,
  NULL AS amount,
  false AS refused,
  m.relation_zh,
  m.relation_en
FROM member AS m
-- An allowance of one's own makes nobody a member of a household in cover.
WHERE m.person_id NOT IN (
    SELECT person_id FROM coverage WHERE active AND scheme NOT IN ('disability_living', 'disability_care', 'temporary')
  )
  -- Who is in custody or missing is no member of the family (art. 6).
  AND m.person_id NOT IN (SELECT person_id FROM custom_prison WHERE start_date <= $asOf AND (end_date IS NULL OR end_date > $asOf))
  AND m.person_id NOT IN (SELECT person_id FROM custom_missing_person WHERE start_date <= $asOf AND (end_date IS NULL OR end_date > $asOf))
QUALIFY row_number() OVER (PARTITION BY m.person_id ORDER BY m.relation_en DESC, m.recipient_source, m.source) = 1
