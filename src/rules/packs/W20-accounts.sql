/*---
id: W20
version: 4
kind: wrong
title: { zh: 发放账户异常, en: unusual payment account }
severity: medium
requires: [assistance, payment]
columns: { payment: [account] }
parameters:
  households:
    type: number
    default: 3
    meaning:
      zh: 几户共用一个账户才提示
      en: households whose money goes to one account
  months:
    type: number
    default: 6
    meaning:
      zh: 基准日前多少个月内的发放计入
      en: months before the as-of date in which payments count
  institutions:
    type: text
    default: 院|中心|机构|单位|公司|村委|居委|村民委员会|居民委员会|社区|政府|民政|银行|专户
    meaning:
      zh: 非个人账户户名的用语（正则）
      en: words of account holders that are no private person
  careHomes:
    type: text
    default: 福利院|福利中心|敬老|养老|供养|颐养|护理院|托养|儿童(村|之家)|救助(站|管理)|光荣院
    meaning:
      zh: 供养机构户名的用语（正则）；特困、孤儿保障金拨付至机构账户，不算共用
      en: words of account holders that are homes; money of tekun and orphans goes to the home they live in and makes no shared account
grounds: [sharing_steps]
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
changes:
  - { version: 2, date: 2026-11-28, note: 'masked holders and village committees are no strangers' }
  - { version: 3, date: 2026-11-28, note: 'the account of a home shares nothing: the money of those who live there is paid to it' }
  - { version: 4, date: 2026-11-28, note: 'evidence that only lost something is the same evidence; it rests on no month, age or amount that moves by itself' }
---*/
WITH money AS (
  SELECT
    p.person_id, p.link_rank, p.source, p.pay_month, p.name, p.account_holder, p.scheme,
    regexp_replace(p.account, '[^0-9]', '', 'g') AS account
  FROM payment AS p
  WHERE p.status = 'paid'
    AND p.amount > 0
    AND length(regexp_replace(p.account, '[^0-9]', '', 'g')) >= 10
),
paid AS (
  SELECT *
  FROM money
  WHERE pay_month > $asOf - to_months(CAST($months AS INTEGER))
),
home AS (
  -- The roll of allowances has no households: there everybody would be one of their own.
  SELECT person_id, min_by(household_key, (scheme IN ('disability_living', 'disability_care'), household_key)) AS household_key
  FROM coverage
  WHERE active
  GROUP BY person_id
),
shared AS (
  SELECT p.account, count(DISTINCT h.household_key) AS households
  FROM paid AS p
  JOIN home AS h ON h.person_id = p.person_id
  WHERE NOT (
    p.scheme IN ('tekun', 'orphan', 'defacto_orphan')
    AND regexp_matches(coalesce(p.account_holder, ''), $careHomes)
  )
  GROUP BY p.account
  HAVING count(DISTINCT h.household_key) >= $households
),
-- Names that may draw the money: the person's own in every spelling, the family's, the head's.
family AS (
  SELECT c.person_id, m.name
  FROM coverage AS c
  JOIN household AS m ON m.household_key = c.household_key
  UNION
  SELECT c.person_id, a.head_name
  FROM coverage AS c
  JOIN household AS m ON m.household_key = c.household_key
  JOIN assistance AS a ON a.registry = m.registry AND a.file = m.file AND a.line = m.line
  UNION
  SELECT person_id, name
  FROM money
),
strange AS (
  SELECT p.person_id, p.link_rank, p.source, p.pay_month, p.account_holder
  FROM paid AS p
  JOIN home AS h ON h.person_id = p.person_id
  WHERE length(p.account_holder) >= 2
    AND NOT regexp_matches(p.account_holder, '[*?]')
    AND NOT regexp_matches(p.account_holder, $institutions)
    AND NOT EXISTS (
      SELECT 1
      FROM family AS f
      WHERE f.person_id = p.person_id
        AND (
          f.name = p.account_holder
          OR (left(f.name, 1) = left(p.account_holder, 1) AND right(f.name, 1) = right(p.account_holder, 1))
          OR left(f.name, 2) = left(p.account_holder, 2)
          OR right(f.name, 2) = right(p.account_holder, 2)
        )
    )
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
    s.households,
    '有' || s.households || '户共用同一账户' AS signal_zh,
    'is shared by ' || s.households || ' households' AS signal_en
  FROM paid AS p
  JOIN shared AS s ON s.account = p.account
  UNION ALL
  SELECT
    person_id, link_rank, source, pay_month, 'holder',
    NULL,
    '户名不是本人、户主或登记的家庭成员',
    'is held by somebody who is neither the person nor the head nor a listed member of the family'
  FROM strange
  UNION ALL
  SELECT
    p.person_id, p.link_rank, p.source, p.pay_month, 'changed_after_death',
    NULL,
    '在死亡登记之后变更', 'was changed after the registered death'
  FROM paid AS p
  JOIN died AS d ON d.person_id = p.person_id
  WHERE p.pay_month > d.death_date
    AND EXISTS (SELECT 1 FROM money AS q WHERE q.person_id = p.person_id AND q.pay_month <= d.death_date)
    AND NOT EXISTS (
      SELECT 1 FROM money AS q WHERE q.person_id = p.person_id AND q.pay_month <= d.death_date AND q.account = p.account
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
  max(signal_en) AS signal_en,
  generate_series(1, max(households)) AS sharing_steps
FROM signals
GROUP BY person_id, signal
