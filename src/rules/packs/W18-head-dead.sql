/*---
id: W18
version: 1
kind: data
title: { zh: 户主死亡登记后家庭仍以其名登记, en: household still under the name of a head who died }
severity: medium
requires: [assistance, death]
columns: { assistance: [headId|headName] }
parameters:
  months:
    type: number
    default: 1
    meaning: months after the death that are left for changing the head
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
---*/
WITH dead AS (
  SELECT id, max_by(source, death_date) AS source, max(death_date) AS death_date, max(link_rank) AS link_rank
  FROM death
  WHERE death_date <= $asOf - to_months(CAST($months AS INTEGER))
    AND id IS NOT NULL
  GROUP BY id
)
SELECT
  h.person_id,
  c.household_key AS episode,
  '[' || h.source || ',' || d.source || ']' AS sources,
  link_class_of(least(h.link_rank, d.link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  h.scheme_label,
  h.scheme_group AS scheme,
  d.death_date AS head_died_on
FROM coverage AS c
JOIN dead AS d ON d.id = c.head_id
JOIN household AS h ON h.household_key = c.household_key AND h.file = c.file AND h.line = c.line
WHERE c.active
  AND h.covered
  AND NOT h.is_head
  AND c.person_id NOT IN (SELECT person_id FROM dead_person)
QUALIFY row_number() OVER (PARTITION BY c.household_key ORDER BY h.link_rank DESC, h.file, h.line) = 1
