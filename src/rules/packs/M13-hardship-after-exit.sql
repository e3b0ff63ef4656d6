/*---
id: M13
version: 3
kind: missed
title: { zh: 停保后又出现困难, en: hardship after cover ended }
severity: medium
requires: [assistance]
columns: { assistance: [stopMonth] }
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
    default: 12
    meaning:
      zh: 基准日前多少个月内停保的计入
      en: months before the as-of date in which cover ended
  multiple:
    type: number
    default: 6
    meaning:
      zh: 其后医疗费用达到当地低保月标准的多少倍才计入
      en: medical cost since then that counts, as a multiple of the county's monthly dibao standard
reason:
  zh: '{stop_month}起停止保障，其后{events_zh}，目前未查到有效的低保、特困或孤儿保障记录'
  en: cover ended in {stop_month}; afterwards {events_en}; no cover in force was found
suppressors: [goodIncome, fiscalPayroll, secondHouse, vehicle, business]
evidence: [stop_month]
grounds: [happenings, cost_tiers]
innocent:
  zh: [停保原因仍然存在, 费用已由救助或保险承担, 已迁往外县享受]
  en: [the reason why cover ended still holds, aid or insurance bore the cost, moved and covered in another county]
check:
  zh: [停保原因是否仍成立, 目前收入和支出, 是否愿意重新申请]
  en: [whether the reason still holds, income and expenses now, whether the household wants to apply again]
basis:
  - { title: 《社会救助暂行办法》国务院令第649号, date: 2014-05-01, article: 第十三条, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: the first day without cover is behind it }
  - { version: 3, date: 2026-11-28, note: 'evidence that only lost something is the same evidence; it rests on no month, age or amount that moves by itself' }
---*/
WITH listed AS (
  SELECT person_id, source, link_rank, monthly_yuan, end_month AS since
  FROM coverage
  WHERE NOT active
    AND scheme IN ('dibao', 'dibao_single', 'tekun')
    AND end_month > first_month
    AND end_month > $asOf - to_months(CAST($months AS INTEGER))
    AND end_month <= $asOf
  QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY end_month DESC, link_rank DESC, scheme, county_key, source) = 1
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
  -- The stop month is the first without benefit, its first day the first without cover; unemployment is known by month.
  WHERE (h.happened > l.since OR (h.happened = l.since AND h.event <> 'unemployment'))
    AND (
      h.event <> 'certificate'
      OR h.disability_level IN $severeLevels
      OR (h.disability_level IN $mentalLevels AND h.disability_type IN ('5', '6'))
    )
  GROUP BY h.person_id, h.event
  HAVING h.event <> 'bill'
    OR sum(h.burden) >= $multiple * coalesce(max(l.monthly_yuan), (SELECT min(monthly_yuan) FROM standard_now WHERE scheme = 'dibao'))
)
SELECT
  l.person_id,
  strftime(min(l.since), '%Y-%m') AS episode,
  '[' || min(l.source) || ',' || string_agg(e.source, ',' ORDER BY e.event_en) || ']' AS sources,
  link_class_of(least(min(l.link_rank), min(e.link_rank))) AS link_class,
  NULL AS amount,
  NOT bool_or(e.judged) AS refused,
  strftime(min(l.since), '%Y-%m') AS stop_month,
  string_agg(e.event_zh, '、' ORDER BY e.event_en) AS events_zh,
  string_agg(e.event_en, ', ' ORDER BY e.event_en) AS events_en,
  list(e.ground) AS happenings,
  generate_series(1, max(e.tier)) AS cost_tiers
FROM listed AS l
JOIN events AS e ON e.person_id = l.person_id
WHERE l.person_id NOT IN (SELECT person_id FROM dead_person)
  AND l.person_id NOT IN (SELECT person_id FROM covered_person)
GROUP BY l.person_id
