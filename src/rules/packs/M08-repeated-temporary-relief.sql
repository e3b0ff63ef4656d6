/*---
id: M08
version: 3
kind: missed
title: { zh: 多次临时救助未转常态保障, en: repeated temporary relief without lasting cover }
severity: medium
requires: [assistance]
absence: [assistance]
parameters:
  times:
    type: number
    default: 2
    meaning:
      zh: 获得几次临时救助即提示长期困难
      en: grants that make a lasting need likely
  months:
    type: number
    default: 12
    meaning:
      zh: 基准日前多少个月内的临时救助计入
      en: months before the as-of date in which grants count
reason:
  zh: 近{months}个月获得临时救助{grants}次，未查到有效的低保、特困或孤儿保障记录
  en: temporary relief was granted {grants} times in {months} months; no cover in force was found
suppressors: [endedCover, goodIncome, fiscalPayroll, secondHouse, vehicle, business]
grounds: [granted_on]
innocent:
  zh: [困难已经消除, 同一事由分次发放, 家庭条件不符合]
  en: [the hardship is over, one grant was paid in parts, the household is not eligible]
check:
  zh: [造成困难的原因是否持续, 家庭收入和支出, 是否愿意申请低保]
  en: [whether the cause lasts, income and expenses, whether the household wants to apply]
basis:
  - { title: 国发〔2014〕47号, date: 2014-10-03, article: 临时救助, verified: false }
  - { title: 国办发〔2023〕39号, date: 2023-10-19, article: 分层分类救助, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'lists that date one grant differently are counted apart' }
  - { version: 3, date: 2026-11-28, note: 'evidence that only lost something is the same evidence; it rests on no month, age or amount that moves by itself' }
---*/
WITH grants AS (
  SELECT person_id, link_rank, source, first_month AS granted, 'roll' AS list
  FROM coverage
  WHERE scheme = 'temporary'
    AND first_month > DATE '1900-01-01'
  UNION ALL
  SELECT person_id, link_rank, source, coalesce(pay_date, pay_month), 'payment'
  FROM payment
  WHERE scheme = 'temporary'
    AND status = 'paid'
    AND amount > 0
  UNION ALL
  SELECT person_id, link_rank, source, event_date, 'department'
  FROM custom_temporary_relief
),
-- Lists date one grant by its decision, its month or its payment: they are counted apart, and the longest counts.
by_list AS (
  SELECT
    person_id, list,
    min(link_rank) AS link_rank,
    string_agg(source, ',' ORDER BY granted DESC, source) AS source_list,
    count(DISTINCT granted) AS grants,
    list(DISTINCT granted) AS granted_on
  FROM grants
  WHERE granted > $asOf - to_months(CAST($months AS INTEGER))
    AND granted <= $asOf
  GROUP BY person_id, list
),
counted AS (
  SELECT *
  FROM by_list
  QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY grants DESC, link_rank DESC, list) = 1
)
SELECT
  g.person_id,
  '' AS episode,
  '[' || g.source_list || ']' AS sources,
  link_class_of(g.link_rank) AS link_class,
  NULL AS amount,
  false AS refused,
  g.grants,
  g.granted_on,
  CAST($months AS INTEGER) AS months
FROM counted AS g
WHERE g.grants >= $times
  AND g.person_id NOT IN (SELECT person_id FROM dead_person)
  AND g.person_id NOT IN (SELECT person_id FROM covered_person)
