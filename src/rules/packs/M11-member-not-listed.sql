/*---
id: M11
version: 2
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
  zh: 与低保对象同户登记（{relation}），不在保障成员名单中
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
---*/
WITH member AS (
  SELECT
    h.*,
    CASE
      WHEN regexp_matches(h.relation, '配偶|丈夫|妻|^夫') THEN 'spouse'
      WHEN regexp_matches(h.relation, '孙|媳|婿|兄|弟|姐|妹|祖') THEN 'other'
      WHEN regexp_matches(h.relation, '子|女|儿') THEN 'child'
      ELSE 'other'
    END AS relation_en
  FROM hukou_home AS h
  WHERE h.present
),
covered_home AS (
  SELECT m.household_key, min_by(c.source, c.source) AS source
  FROM member AS m
  JOIN coverage AS c ON c.person_id = m.person_id
  WHERE c.active
    AND c.scheme = 'dibao'
    AND c.link_rank >= 2
  GROUP BY m.household_key
)
SELECT
  m.person_id,
  '' AS episode,
  '[' || m.source || ',' || h.source || ']' AS sources,
  link_class_of(m.link_rank) AS link_class,
  NULL AS amount,
  false AS refused,
  m.relation,
  m.relation_en
FROM member AS m
JOIN covered_home AS h ON h.household_key = m.household_key
WHERE (
    m.relation_en = 'spouse'
    OR (m.relation_en = 'child' AND m.born + to_years(CAST($dependentAge AS INTEGER)) > $asOf)
    OR m.person_id IN (SELECT person_id FROM certificate WHERE in_force AND disability_level IN ('1', '2'))
  )
  -- An allowance of one's own makes nobody a member of a household in cover.
  AND m.person_id NOT IN (
    SELECT person_id FROM coverage WHERE active AND scheme NOT IN ('disability_living', 'disability_care', 'temporary')
  )
QUALIFY row_number() OVER (PARTITION BY m.person_id ORDER BY m.source) = 1
