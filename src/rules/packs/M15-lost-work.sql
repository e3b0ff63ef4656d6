/*---
id: M15
version: 3
kind: missed
title: { zh: 失业或停缴后家庭有老幼, en: work lost with children or old people in the household }
severity: low
requires: [assistance]
departments: [hukou]
columns: { custom_hukou: [householdNo] }
reads: { custom_unemployment: [endMonth] }
absence: [assistance]
parameters:
  endedMonths:
    type: number
    default: 3
    meaning:
      zh: 失业金停止须在基准日前多少个月内
      en: the benefit ended at most this many months before the as-of date
  stoppedMonths:
    type: number
    default: 3
    meaning:
      zh: 职工医保须已停保的月数
      en: months for which the insurance as an employee must have stopped
  recentMonths:
    type: number
    default: 12
    meaning:
      zh: 停保早于此月数的不再反映现状
      en: insurance that stopped longer ago than this says nothing about the present
  childAge:
    type: number
    default: 16
    meaning:
      zh: 家庭成员低于此年龄视为未成年人（周岁）
      en: age below which a member of the household is a child
  oldAge:
    type: number
    default: 70
    meaning:
      zh: 家庭成员达到此年龄视为老年人（周岁）
      en: age from which a member of the household is old
reason:
  zh: '{event_zh}，同户有老人或未成年人，未查到有效的低保、特困或孤儿保障记录，可了解是否需要临时救助'
  en: '{event_en}; children or old people live in the household; no cover in force was found; temporary relief may help'
suppressors: [goodIncome, fiscalPayroll, secondHouse, vehicle, business]
evidence: [end_month]
innocent:
  zh: [已重新就业, 其他成员有收入, 已灵活就业]
  en: [has found work, others earn, works flexibly]
check:
  zh: [是否已就业, 家庭其他收入, 是否需要临时救助]
  en: [whether there is work again, other income, whether temporary relief is needed]
basis:
  - { title: 国发〔2014〕47号, date: 2014-10-03, article: 临时救助, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'one household however its county is written, the dead left out' }
  - { version: 3, date: 2026-11-28, note: a record whose state nothing maps may be in force }
---*/
WITH lost AS (
  SELECT
    person_id, min(link_rank) AS link_rank, max_by(source, (end_month, source)) AS source, max(end_month) AS end_month,
    '失业金于' || strftime(max(end_month), '%Y-%m') || '停止' AS event_zh,
    'unemployment benefit ended in ' || strftime(max(end_month), '%Y-%m') AS event_en
  FROM custom_unemployment
  GROUP BY person_id
  HAVING max(end_month) <= $asOf
    AND max(end_month) > $asOf - to_months(CAST($endedMonths AS INTEGER))
  UNION ALL
  SELECT
    person_id, min(link_rank), max_by(source, (stop_date, source)) FILTER (WHERE stop_date IS NOT NULL), CAST(date_trunc('month', max(stop_date)) AS DATE),
    '职工医保于' || strftime(max(stop_date), '%Y-%m') || '停保',
    'insurance as an employee stopped in ' || strftime(max(stop_date), '%Y-%m')
  FROM insurance
  WHERE insurance_type = 'employee'
    AND person_id IN (SELECT person_id FROM custom_hukou)
  GROUP BY person_id
  HAVING NOT bool_or(coalesce(member_status, 'normal') = 'normal' AND (stop_date IS NULL OR stop_date > $asOf))
    AND max(stop_date) <= $asOf - to_months(CAST($stoppedMonths AS INTEGER))
    AND max(stop_date) > $asOf - to_months(CAST($recentMonths AS INTEGER))
),
ended AS (
  SELECT *
  FROM lost
  QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY end_month DESC, source) = 1
),
dependent AS (
  SELECT household_key, person_id, source
  FROM hukou_home
  WHERE present
    AND (
      born + to_years(CAST($childAge AS INTEGER)) > $asOf
      OR born + to_years(CAST($oldAge AS INTEGER)) <= $asOf
    )
)
SELECT
  e.person_id,
  strftime(any_value(e.end_month), '%Y-%m') AS episode,
  '[' || any_value(e.source) || ',' || string_agg(d.source, ',' ORDER BY d.source) || ']' AS sources,
  link_class_of(min(e.link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  strftime(any_value(e.end_month), '%Y-%m') AS end_month,
  any_value(e.event_zh) AS event_zh,
  any_value(e.event_en) AS event_en
FROM ended AS e
JOIN hukou_home AS me ON me.person_id = e.person_id AND me.present
JOIN dependent AS d
  ON d.household_key = me.household_key
  AND d.person_id <> e.person_id
WHERE e.person_id NOT IN (SELECT person_id FROM covered_person)
GROUP BY e.person_id
