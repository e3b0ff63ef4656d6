/*---
id: W20
version: 1
kind: wrong
title: { zh: 发放账户异常, en: unusual payment account }
severity: medium
requires: [assistance, payment]
columns: { payment: [account] }
parameters:
  households:
    type: number
    default: 3
    meaning: households whose money goes to one account
  months:
    type: number
    default: 6
    meaning: months before the as-of date in which payments count
evidence: [signal_en]
reason:
  zh: 近{months}个月发放账户{signal_zh}，待核实由谁保管和领取
  en: in the last {months} months the payment account {signal_en}; who keeps the card and draws the money is to be verified
innocent:
  zh: [供养机构统一账户, 监护人或子女代领, 银行换卡, 一卡通由村里统一代办]
  en: [account of an institution, a guardian or child draws it, the bank changed the card, the village keeps cards for all]
check:
  zh: [银行卡由谁保管, 款项是否到本人手中, 代领手续]
  en: [who keeps the card, whether the money reaches the person, papers of the proxy]
basis:
  - { title: 《社会救助暂行办法》国务院令第649号, date: 2014-05-01, article: 资金监管, verified: false }
owner: yingbao
---*/
WITH paid AS (
  SELECT
    p.person_id, p.link_rank, p.source, p.pay_month,
    regexp_replace(p.account, '[^0-9]', '', 'g') AS account
  FROM payment AS p
  WHERE p.status = 'paid'
    AND p.amount > 0
    AND p.pay_month > $asOf - to_months(CAST($months AS INTEGER))
    AND length(regexp_replace(p.account, '[^0-9]', '', 'g')) >= 10
),
home AS (
  SELECT person_id, min_by(household_key, household_key) AS household_key
  FROM coverage
  WHERE active
  GROUP BY person_id
),
shared AS (
  SELECT p.account, count(DISTINCT h.household_key) AS households
  FROM paid AS p
  JOIN home AS h ON h.person_id = p.person_id
  GROUP BY p.account
  HAVING count(DISTINCT h.household_key) >= $households
),
died AS (
  SELECT person_id, max(death_date) AS death_date
  FROM death
  WHERE death_date <= $asOf
    AND link_rank = 3
  GROUP BY person_id
),
signals AS (
  SELECT
    p.person_id, p.link_rank, p.source, p.pay_month, 'shared' AS signal,
    '有' || s.households || '户共用同一账户' AS signal_zh,
    'is shared by ' || s.households || ' households' AS signal_en
  FROM paid AS p
  JOIN shared AS s ON s.account = p.account
  UNION ALL
  SELECT
    p.person_id, p.link_rank, p.source, p.pay_month, 'changed_after_death',
    '在死亡登记之后变更', 'was changed after the registered death'
  FROM paid AS p
  JOIN died AS d ON d.person_id = p.person_id
  WHERE p.pay_month > d.death_date
    AND EXISTS (SELECT 1 FROM paid AS q WHERE q.person_id = p.person_id AND q.pay_month <= d.death_date)
    AND NOT EXISTS (
      SELECT 1 FROM paid AS q WHERE q.person_id = p.person_id AND q.pay_month <= d.death_date AND q.account = p.account
    )
)
SELECT
  person_id,
  signal AS episode,
  '[' || string_agg(source, ',' ORDER BY pay_month, source) || ']' AS sources,
  link_class_of(min(link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  CAST($months AS INTEGER) AS months,
  max(signal_zh) AS signal_zh,
  max(signal_en) AS signal_en
FROM signals
GROUP BY person_id, signal
