/*---
id: M06
version: 3
kind: missed
title: { zh: 边缘或监测对象出现新困难, en: edge or monitored person with a new hardship }
severity: medium
requires: [assistance]
absence: [assistance]
standard: true
parameters:
  severeLevels:
    type: list
    default: ['1', '2']
    meaning:
      zh: 各类残疾均计入的等级
      en: levels that count for every type of disability
  mentalLevels:
    type: list
    default: ['3']
    meaning:
      zh: 仅智力（5）、精神（6）残疾计入的等级
      en: levels that count for intellectual (5) and mental (6) disability only
  months:
    type: number
    default: 6
    meaning:
      zh: 基准日前多少个月内的事件计入
      en: months before the as-of date in which an event counts
  multiple:
    type: number
    default: 6
    meaning:
      zh: 医疗费用达到当地低保月标准的多少倍才计入
      en: medical cost that counts, as a multiple of the county's monthly dibao standard
reason:
  zh: 在册低保边缘、刚性支出或监测对象，近{months}个月{events_zh}，未查到有效的低保、特困或孤儿保障记录，建议复核收入
  en: listed as edge, rigid-expenditure or monitored; in the last {months} months {events_en}; no cover in force was found; income should be reviewed
suppressors: [endedCover, goodIncome, fiscalPayroll]
grounds: [happenings, cost_tiers]
innocent:
  zh: [收入仍高于标准, 费用已由救助或保险承担, 复核正在进行]
  en: [income is still above the standard, aid or insurance bore the cost, a review is under way]
check:
  zh: [收入变化及日期, 困难是否持续, 是否愿意申请低保]
  en: [change of income and its date, whether the hardship lasts, whether the household wants to apply]
basis:
  - { title: 国办发〔2023〕39号, date: 2023-10-19, article: 动态监测和及时救助, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'a list that names no county takes the one that other records name for the person' }
  - { version: 3, date: 2026-11-28, note: 'evidence that only lost something is the same evidence; it rests on no month, age or amount that moves by itself; a death in the household counts once' }
---*/
WITH place AS (
  SELECT person_id, min_by(county, (priority, county)) AS county
  FROM person_place
  WHERE person_id IN (SELECT person_id FROM custom_monitored WHERE county IS NULL)
  GROUP BY person_id
),
listed AS (
  SELECT
    person_id,
    min(source) AS source,
    min(link_rank) AS link_rank,
    max(monthly_yuan) AS monthly_yuan,
    CAST($asOf - to_months(CAST($months AS INTEGER)) AS DATE) AS since
  FROM (
    SELECT person_id, source, link_rank, monthly_yuan
    FROM coverage
    WHERE active
      AND scheme IN ('edge', 'rigid', 'monitored')
    UNION ALL
    SELECT r.person_id, r.source, r.link_rank, m.monthly_yuan
    FROM custom_monitored AS r
    LEFT JOIN place AS p ON p.person_id = r.person_id
    LEFT JOIN county_map AS m ON m.written = coalesce(r.county, p.county, $defaultCounty)
    WHERE r.end_date IS NULL OR r.end_date > $asOf
  ) AS l
  GROUP BY person_id
),
events AS (
  SELECT
    h.person_id,
    max_by(h.source, (coalesce(h.burden, 0), h.happened, h.source)) AS source,
    min(h.link_rank) AS link_rank,
    h.event <> 'bill' OR max(l.monthly_yuan) IS NOT NULL AS judged,
    CASE WHEN h.event = 'bill' THEN 'bill' ELSE h.event || ' ' || max(h.happened) END AS ground,
    CASE WHEN h.event = 'bill'
      THEN CAST(least(floor(sum(h.burden) / ($multiple * max(l.monthly_yuan))), 1000) AS INTEGER) END AS tier,
    coalesce(min(h.event_zh), '医疗费用个人负担' || CAST(sum(h.burden) AS DECIMAL(14, 2)) || '元') AS event_zh,
    coalesce(min(h.event_en), 'medical cost of ' || CAST(sum(h.burden) AS DECIMAL(14, 2)) || ' yuan borne by the person') AS event_en
  FROM hardship_event AS h
  JOIN listed AS l ON l.person_id = h.person_id
  WHERE h.happened > l.since
    AND (
      h.event <> 'certificate'
      OR h.disability_level IN $severeLevels
      OR (h.disability_level IN $mentalLevels AND h.disability_type IN ('5', '6'))
    )
  GROUP BY h.person_id, h.event
  HAVING h.event <> 'bill'
    OR sum(h.burden) >= $multiple * coalesce(max(l.monthly_yuan), (SELECT min(monthly_yuan) FROM standard_now WHERE scheme = 'dibao'))
  UNION ALL
  SELECT me.person_id, max_by(d.source, (d.death_date, d.source)), least(min(me.link_rank), min(d.link_rank)), true, 'death', NULL, '家庭成员去世', 'a member of the household died'
  FROM household AS me
  JOIN listed AS l ON l.person_id = me.person_id
  JOIN household AS other ON other.household_key = me.household_key AND other.person_id <> me.person_id
  JOIN death AS d ON d.person_id = other.person_id
  WHERE d.death_date > l.since
    AND d.death_date <= $asOf
    AND d.link_rank >= 2
  GROUP BY me.person_id
)
SELECT
  l.person_id,
  '' AS episode,
  '[' || min(l.source) || ',' || string_agg(e.source, ',' ORDER BY e.event_en) || ']' AS sources,
  link_class_of(least(min(l.link_rank), min(e.link_rank))) AS link_class,
  NULL AS amount,
  NOT bool_or(e.judged) AS refused,
  CAST($months AS INTEGER) AS months,
  string_agg(e.event_zh, '、' ORDER BY e.event_en) AS events_zh,
  string_agg(e.event_en, ', ' ORDER BY e.event_en) AS events_en,
  list(e.ground) AS happenings,
  generate_series(1, max(e.tier)) AS cost_tiers
FROM listed AS l
JOIN events AS e ON e.person_id = l.person_id
WHERE l.person_id NOT IN (SELECT person_id FROM dead_person)
  AND l.person_id NOT IN (SELECT person_id FROM covered_person)
GROUP BY l.person_id
