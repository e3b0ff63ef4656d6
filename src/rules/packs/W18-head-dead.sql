/*---
id: W18
version: 2
kind: data
title: { zh: 户主死亡登记后家庭仍以其名登记, en: household still under the name of a head who died }
severity: medium
requires: [assistance, death]
columns: { assistance: [headId|headName] }
parameters:
  months:
    type: number
    default: 1
    meaning:
      zh: 死亡后留给变更户主的月数
      en: months after the death that are left for changing the head
evidence: [head_died_on]
reason:
  zh: 登记户主已于{head_died_on}死亡登记，家庭其他成员仍在享{scheme_label}，需变更户主并重新核算
  en: the registered head was registered as dead on {head_died_on}; other members still receive {scheme}; the head needs changing and the benefit computing anew
innocent:
  zh: [变更正在办理, 死亡登记系他人, 名单未及时更新]
  en: [the change is under way, somebody else died, the list was not updated]
check:
  zh: [由谁接替户主, 家庭成员和收入变化]
  en: [who becomes head, changes of members and income]
basis:
  - { title: 《社会救助暂行办法》国务院令第649号, date: 2014-05-01, article: 第十三条, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'the head is whom the records in force name; a former head’s ended record does not speak against the one who follows' }
---*/
WITH dead AS (
  SELECT person_id, min(id) AS id, max_by(source, (death_date, source)) AS source, max(death_date) AS death_date, max(link_rank) AS link_rank
  FROM death
  WHERE death_date <= $asOf - to_months(CAST($months AS INTEGER))
  GROUP BY person_id
),
-- The head by the number on the members' records in force, or, where they name none, by a record of their own.
dead_head AS (
  SELECT c.household_key, d.source, d.death_date, d.link_rank
  FROM coverage AS c
  JOIN dead AS d ON d.id = c.head_id
  WHERE c.active
  UNION ALL
  SELECT h.household_key, d.source, d.death_date, least(d.link_rank, h.link_rank)
  FROM household AS h
  JOIN dead AS d ON d.person_id = h.person_id
  WHERE h.is_head
    AND NOT EXISTS (
      SELECT 1 FROM coverage AS c WHERE c.household_key = h.household_key AND c.active AND c.head_id <> d.id
    )
),
headless AS (
  SELECT household_key, max_by(source, (link_rank, death_date, source)) AS source, max_by(death_date, (link_rank, death_date, source)) AS death_date, max(link_rank) AS link_rank
  FROM dead_head
  GROUP BY household_key
)
SELECT
  h.person_id,
  h.household_key AS episode,
  '[' || h.source || ',' || d.source || ']' AS sources,
  link_class_of(least(h.link_rank, d.link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  h.scheme_label,
  h.scheme_group AS scheme,
  d.death_date AS head_died_on
FROM household AS h
JOIN headless AS d ON d.household_key = h.household_key
WHERE h.covered
  AND NOT h.is_head
  AND NOT EXISTS (
    SELECT 1
    FROM household AS now
    WHERE now.household_key = h.household_key
      AND now.is_head
      AND now.covered
      AND now.person_id NOT IN (SELECT person_id FROM dead_person)
  )
  AND h.person_id NOT IN (SELECT person_id FROM dead_person)
QUALIFY row_number() OVER (PARTITION BY h.household_key ORDER BY h.link_rank DESC, h.born, h.person_id, h.file, h.line) = 1
