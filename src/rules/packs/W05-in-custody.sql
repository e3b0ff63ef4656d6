/*---
id: W05
version: 2
kind: wrong
title: { zh: 服刑或强制隔离戒毒期间仍在保, en: covered while in custody }
severity: high
requires: [assistance]
departments: [prison]
columns: { custom_prison: [startDate] }
reads: { custom_prison: [endDate] }
parameters:
  minMonths:
    type: number
    default: 1
    meaning:
      zh: 羁押满几个整月才提示
      en: whole months in custody from which a finding is made
yields: [months_at_risk]
evidence: [start_date]
grounds: [covered_half_years]
reason:
  zh: '{start_date}起的服刑或强制隔离戒毒期间，{months_at_risk}个整月仍有保障或发放记录{paid_zh}，待核实'
  en: in custody from {start_date}; records of cover or payment for {months_at_risk} whole months{paid_en}, to be verified
innocent:
  zh: [已提前释放或暂予监外执行, 姓名证号对应有误, 家庭其他成员仍应保障]
  en: [released early or serving outside, wrong person under this ID, the family may stay entitled]
check:
  zh: [释放或解除日期, 发放由谁领取, 家庭其他成员的保障重新核算]
  en: [day of release, who draws the money, entitlement of the other members computed anew]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 第六条, verified: false }
  - { title: 《特困人员认定办法》民发〔2021〕43号, date: 2021-07-01, article: 终止供养, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'each half-year of cover is new evidence, a month is not' }
---*/
WITH custody AS (
  SELECT person_id, link_rank, source, start_date, least(coalesce(end_date, as_of), as_of) AS until_date
  FROM custom_prison
  WHERE start_date IS NOT NULL
),
paid AS (
  SELECT person_id, pay_month, sum(amount) AS amount
  FROM payment
  WHERE status = 'paid'
  GROUP BY person_id, pay_month
)
SELECT
  m.person_id,
  strftime(c.start_date, '%Y-%m') AS episode,
  '[' || min_by(m.source, (m.month, m.source)) || ',' || min(c.source) || ']' AS sources,
  link_class_of(least(min(m.link_rank), min(c.link_rank))) AS link_class,
  sum(p.amount) AS amount,
  false AS refused,
  c.start_date,
  -- Money of a household goes to its head: then the person's own payments say nothing.
  CASE WHEN sum(p.amount) > 0 THEN '（' || CAST(sum(p.amount) AS DECIMAL(14, 2)) || '元）' ELSE '' END AS paid_zh,
  CASE WHEN sum(p.amount) > 0 THEN ' (' || CAST(sum(p.amount) AS DECIMAL(14, 2)) || ' yuan)' ELSE '' END AS paid_en,
  count(DISTINCT m.month) AS months_at_risk,
  -- Who was cleared is not asked again every month.
  list(DISTINCT year(m.month) || ' H' || (1 + (month(m.month) - 1) // 6)) AS covered_half_years
FROM coverage_month AS m
JOIN custody AS c ON c.person_id = m.person_id
LEFT JOIN paid AS p ON p.person_id = m.person_id AND p.pay_month = m.month
WHERE m.scheme_group IN ('dibao', 'tekun', 'orphan', 'defacto_orphan')
  AND m.month >= c.start_date
  AND last_day(m.month) <= c.until_date
GROUP BY m.person_id, c.start_date
HAVING count(DISTINCT m.month) >= $minMonths
