/*---
id: W01
version: 5
kind: wrong
title: { zh: 死亡登记后仍有发放记录, en: payment for months after death }
severity: high
requires: [payment, death]
yields: [months_at_risk, witnesses]
grounds: [kept_half_years]
parameters:
  graceMonths:
    type: number
    default: 1
    meaning:
      zh: 死亡当月之后仍可正常发放的月数
      en: months after the month of death that are still paid for rightly
  backPay:
    type: text
    default: 补发|补拨|补付|补差|追补
    meaning:
      zh: 备注中表示补发以前月份的用语（正则），这类发放不计入
      en: words of a remark that mark back pay for earlier months (alternatives of a pattern); such payments do not count
reason:
  zh: 死亡登记日期{death_date}，其后所属期{months_paid}仍有发放记录，共{months_count}个月{total}元，待核实
  en: registered as dead on {death_date}; payments for {months_paid} followed, {months_count} months and {total} yuan, to be verified
counterEvidence:
  has_back_pay: { zh: 另有备注为补发的发放记录，未计入, en: "further payments, marked as back pay, are not counted" }
  has_weaker: { zh: 另有身份把握较低的发放记录，未计入, en: "further payments, whose identity is less sure, are not counted" }
innocent:
  zh: [死亡登记错误或系同名他人, 所属期为补发的以前月份, 发放后已追回]
  en: [the death was registered for somebody else or by mistake, back pay for earlier months, the money was already returned]
check:
  zh: [是否为同一人, 实际死亡日期, 由谁领取, 家属是否已申报]
  en: [whether this is the same person, the real day of death, who draws the money, whether the family reported it]
basis:
  - { title: 《社会救助暂行办法》国务院令第649号, date: 2014-05-01, article: 第十三条, verified: false }
owner: yingbao
changes:
  - { version: 3, date: 2026-11-28, note: money that was taken back is no money at risk }
  - { version: 4, date: 2026-11-28, note: 'what the remark marks as back pay is for earlier months, whatever the month of the payment' }
  - { version: 5, date: 2026-11-28, note: 'one finding of a person, whatever day a later list says; a stated day of death goes before that of a cremation; each half-year that was paid is new evidence, a month is not' }
---*/
WITH first_death AS (
  SELECT person_id, death_date, source, link_rank
  FROM death
  WHERE death_date IS NOT NULL
    AND death_date <= $asOf
  -- A day of death goes before one that only the cremation tells; of two days the later one, which accuses less.
  QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY link_rank DESC, coalesce(death_date = cremation_date, false), death_date DESC, file, line) = 1
),
attested AS (
  SELECT person_id, count(DISTINCT registry) AS registries
  FROM death
  WHERE death_date <= $asOf
    AND link_rank >= 2
  GROUP BY person_id
),
after_death AS (
  SELECT
    p.person_id, p.link_rank, p.source, p.file, p.line, p.pay_month, p.amount,
    d.death_date, d.source AS death_source, d.link_rank AS death_rank,
    regexp_matches(coalesce(p.remark, ''), $backPay) AS back_pay
  FROM payment AS p
  JOIN first_death AS d ON d.person_id = p.person_id
  WHERE ((p.status = 'paid' AND p.amount > 0) OR (p.status IN ('paid', 'returned') AND p.amount < 0))
    AND p.pay_month > date_trunc('month', d.death_date) + to_months(CAST($graceMonths AS INTEGER))
),
late AS (
  SELECT
    p.* EXCLUDE (back_pay),
    p.person_id IN (SELECT person_id FROM after_death WHERE back_pay) AS has_back_pay,
    min(p.link_rank) FILTER (WHERE p.amount > 0) OVER (PARTITION BY p.person_id)
      < max(p.link_rank) FILTER (WHERE p.amount > 0) OVER (PARTITION BY p.person_id) AS has_weaker
  FROM after_death AS p
  WHERE NOT p.back_pay
  -- One damaged row must not make the sure ones doubtful, nor add to their sum.
  QUALIFY p.amount < 0 OR p.link_rank = max(p.link_rank) FILTER (WHERE p.amount > 0) OVER (PARTITION BY p.person_id)
),
-- What was taken back is booked under the month of the payment or under that of the reversal.
months AS (
  SELECT
    person_id, link_rank, source, file, line, pay_month, amount, death_date, death_source, death_rank, has_weaker, has_back_pay,
    sum(amount) OVER (PARTITION BY person_id, pay_month) > 0 AS kept
  FROM late
)
SELECT
  p.person_id,
  -- People die once: a list that comes later and says another month makes no other finding.
  '' AS episode,
  '[' || string_agg(p.source, ',' ORDER BY p.pay_month, p.file, p.line) || ',' || any_value(p.death_source) || ']' AS sources,
  link_class_of(least(min(p.link_rank) FILTER (WHERE p.amount > 0), any_value(p.death_rank))) AS link_class,
  sum(p.amount) AS amount,
  false AS refused,
  p.death_date,
  CAST(sum(p.amount) AS DECIMAL(14, 2)) AS total,
  count(DISTINCT p.pay_month) FILTER (WHERE p.kept) AS months_count,
  count(DISTINCT p.pay_month) FILTER (WHERE p.kept) AS months_at_risk,
  CASE WHEN min(p.link_rank) FILTER (WHERE p.amount > 0) = 3 THEN any_value(n.registries) ELSE 0 END AS witnesses,
  bool_or(p.has_weaker) AS has_weaker,
  bool_or(p.has_back_pay) AS has_back_pay,
  -- Whom a visit found alive is not asked again every month, and not never: once for each half-year that was paid.
  list(DISTINCT year(p.pay_month) || ' H' || (1 + (month(p.pay_month) - 1) // 6)) FILTER (WHERE p.kept) AS kept_half_years,
  strftime(min(p.pay_month) FILTER (WHERE p.kept), '%Y-%m')
    || CASE WHEN count(DISTINCT p.pay_month) FILTER (WHERE p.kept) > 1 THEN ' … ' || strftime(max(p.pay_month) FILTER (WHERE p.kept), '%Y-%m') ELSE '' END AS months_paid
FROM months AS p
LEFT JOIN attested AS n ON n.person_id = p.person_id
GROUP BY p.person_id, p.death_date
HAVING sum(p.amount) > 0
