/*---
id: W10
version: 3
kind: wrong
title: { zh: 在保家庭登记多套或近期购置住房, en: several or newly bought houses }
severity: medium
requires: [assistance]
departments: [housing]
columns: { custom_housing: [houseNo] }
reads: { custom_housing: [usage, acquiredDate, acquiredBy] }
parameters:
  houses:
    type: number
    default: 2
    meaning:
      zh: 一户登记几套住房才核查
      en: houses of one household that are looked into
  months:
    type: number
    default: 24
    meaning:
      zh: 基准日前多少个月内的购置计入
      en: months before the as-of date in which a purchase counts
  notHomes:
    type: text
    default: 车位|车库|储藏|宅基地|危房
    meaning:
      zh: 不属于住房的用途（正则）
      en: pattern of uses that are no home
  notBought:
    type: text
    default: 拆迁|安置|征收|继承|分割|危房改造|赠与
    meaning:
      zh: 不属于购买的取得方式（正则）
      en: pattern of ways of acquisition that are no purchase
grounds: [house_steps, purchase]
reason:
  zh: 在享{scheme_label}，家庭成员名下登记住房{houses_count}套{bought_zh}，待核实
  en: receives {scheme}; {houses_count} houses are registered to the household{bought_en}, to be verified
innocent:
  zh: [拆迁安置房, 只占共有份额, 危房或无法居住, 借名购房]
  en: [resettlement housing, a share only, dilapidated or not habitable, bought for somebody else]
check:
  zh: [房屋来源和份额, 是否出租, 是否危房]
  en: [origin and share of the house, whether it is let, whether it is dilapidated]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 家庭财产, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'the members on the roll count for how sure the identity is' }
  - { version: 3, date: 2026-11-28, note: 'evidence that only lost something is the same evidence; it rests on no month, age or amount that moves by itself' }
---*/
WITH house AS (
  SELECT
    person_id, link_rank, source, coalesce(house_no, source) AS house_no,
    coalesce(acquired_date, event_date) > $asOf - to_months(CAST($months AS INTEGER))
      AND NOT regexp_matches(coalesce(acquired_by, ''), $notBought) AS bought
  FROM custom_housing
  WHERE NOT regexp_matches(coalesce(usage, ''), $notHomes)
    AND NOT regexp_matches(coalesce(status, ''), '注销|灭失')
),
home AS (
  SELECT
    m.household_key,
    count(DISTINCT o.house_no) AS houses_count,
    coalesce(bool_or(o.bought), false) AS bought,
    min(least(m.link_rank, o.link_rank)) AS link_rank,
    string_agg(DISTINCT o.source, ',' ORDER BY o.source) AS source_list
  FROM (
    SELECT household_key, person_id, max(link_rank) AS link_rank
    FROM household
    WHERE active
      AND scheme_group IN ('dibao', 'tekun')
    GROUP BY household_key, person_id
  ) AS m
  JOIN house AS o ON o.person_id = m.person_id
  GROUP BY m.household_key
)
SELECT
  c.person_id,
  '' AS episode,
  '[' || c.source || ',' || h.source_list || ']' AS sources,
  link_class_of(least(c.link_rank, h.link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  c.scheme_group AS scheme,
  c.scheme_label,
  h.houses_count,
  generate_series(1, h.houses_count) AS house_steps,
  CASE WHEN h.bought THEN list_value('bought') END AS purchase,
  CASE WHEN h.bought THEN '，近' || CAST($months AS INTEGER) || '个月有新登记' ELSE '' END AS bought_zh,
  CASE WHEN h.bought THEN ', one of them newly' ELSE '' END AS bought_en
FROM covered_person AS c
JOIN home AS h ON h.household_key = c.household_key
WHERE (h.houses_count >= $houses OR h.bought)
  AND c.person_id IN (SELECT person_id FROM house)
QUALIFY row_number() OVER (PARTITION BY h.household_key ORDER BY c.link_rank DESC, c.person_id) = 1
