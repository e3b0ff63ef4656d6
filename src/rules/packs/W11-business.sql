/*---
id: W11
version: 1
kind: wrong
title: { zh: 在保人员登记市场主体, en: business registered to a covered person }
severity: low
requires: [assistance]
departments: [business]
columns: { custom_business: [role] }
reads: { custom_business: [capital, taxPaid] }
parameters:
  alive:
    type: text
    default: 存续|在营|开业|在业|正常
    meaning:
      zh: 视为存续的市场主体状态（正则）
      en: pattern of states in which a business counts
  soleTrader:
    type: text
    default: 个体
    meaning:
      zh: 有纳税才计入的登记身份（正则）
      en: pattern of roles that count only where tax was paid
  minCapital:
    type: number
    default: 0
    meaning:
      zh: 企业注册资本超过多少元才计入
      en: registered capital, yuan, above which a company counts
  minTax:
    type: number
    default: 0
    meaning:
      zh: 个体工商户上年纳税超过多少元才计入
      en: tax of the last year, yuan, above which a sole trader counts
evidence: [role]
reason:
  zh: 在享{scheme_label}，登记为{role}且主体存续，待核实
  en: receives {scheme}; registered as {role} of a business in being, to be verified
innocent:
  zh: [执照长期闲置, 身份被他人借用登记, 农民专业合作社普通成员, 已歇业未注销]
  en: [a dormant licence, the ID was used by others, an ordinary member of a cooperative, closed and not deregistered]
check:
  zh: [是否实际经营及收入, 是否借名登记]
  en: [whether there is real business and income, whether it is registered for somebody else]
basis:
  - { title: 《社会救助暂行办法》国务院令第649号, date: 2014-05-01, article: 第五十八条, verified: false }
owner: yingbao
---*/
SELECT
  c.person_id,
  '' AS episode,
  '[' || any_value(c.source) || ',' || string_agg(b.source, ',' ORDER BY b.file, b.line) || ']' AS sources,
  link_class_of(least(any_value(c.link_rank), min(b.link_rank))) AS link_class,
  NULL AS amount,
  false AS refused,
  any_value(c.scheme_group) AS scheme,
  any_value(c.scheme_label) AS scheme_label,
  string_agg(DISTINCT coalesce(b.role, '投资人或经营者'), '、' ORDER BY coalesce(b.role, '投资人或经营者')) AS role
FROM covered_person AS c
JOIN custom_business AS b ON b.person_id = c.person_id
WHERE regexp_matches(coalesce(b.status, '存续'), $alive)
  AND NOT regexp_matches(coalesce(b.status, ''), '吊销|注销|歇业')
  AND NOT regexp_matches(coalesce(b.role, ''), '合作社')
  AND CASE
    WHEN regexp_matches(coalesce(b.role, ''), $soleTrader) THEN coalesce(b.tax_paid, 0) > $minTax
    ELSE coalesce(b.capital, 1) > $minCapital
  END
GROUP BY c.person_id
