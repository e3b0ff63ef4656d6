/*---
id: W12
version: 2
kind: wrong
title: { zh: 在保人员正常缴存公积金, en: covered person pays into the housing fund }
severity: medium
requires: [assistance]
departments: [housing_fund]
columns: { custom_housing_fund: [depositBase, lastMonth] }
standard: true
parameters:
  multiple:
    type: number
    default: 1
    meaning:
      zh: 缴存基数为当地低保月标准的倍数
      en: deposit base as a multiple of the county's monthly dibao standard
  months:
    type: number
    default: 3
    meaning:
      zh: 最近一次缴存须在基准日前多少个月内
      en: months before the as-of date in which the last deposit counts
grounds: [base_steps]
reason:
  zh: 在享{scheme_label}，公积金缴存至{last_month}，月缴存基数{base}元，高于当地低保月标准{standard}元，待核实
  en: receives {scheme}; paid into the housing fund until {last_month} on a monthly base of {base} yuan, above the local standard of {standard} yuan, to be verified
innocent:
  zh: [代缴或挂靠, 家庭人均收入仍低于标准, 已离职未封存, 处于渐退期]
  en: [paid through another employer, income per head is still below the standard, left the job and the account was not sealed, in the gradual-exit period]
check:
  zh: [缴存单位和工资, 家庭人均收入重新核算]
  en: [employer and wage, income per head computed anew]
basis:
  - { title: 《社会救助暂行办法》国务院令第649号, date: 2014-05-01, article: 第五十八条, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'evidence that only lost something is the same evidence; it rests on no month, age or amount that moves by itself' }
---*/
SELECT
  c.person_id,
  '' AS episode,
  '[' || c.source || ',' || f.source || ']' AS sources,
  link_class_of(least(c.link_rank, f.link_rank)) AS link_class,
  NULL AS amount,
  c.monthly_yuan IS NULL AS refused,
  c.scheme_group AS scheme,
  c.scheme_label,
  strftime(f.last_month, '%Y-%m') AS last_month,
  CAST(f.deposit_base AS DECIMAL(14, 2)) AS base,
  CAST(c.monthly_yuan AS DECIMAL(14, 2)) AS standard,
  generate_series(1, CAST(least(floor(f.deposit_base / c.monthly_yuan), 1000) AS INTEGER)) AS base_steps
FROM covered_person AS c
JOIN custom_housing_fund AS f ON f.person_id = c.person_id
WHERE f.last_month > $asOf - to_months(CAST($months AS INTEGER))
  AND f.last_month >= c.first_month
  AND NOT regexp_matches(coalesce(f.status, ''), '封存|销户')
  AND f.deposit_base > $multiple * coalesce(c.monthly_yuan, (SELECT min(monthly_yuan) FROM standard_now WHERE scheme = 'dibao'))
QUALIFY row_number() OVER (PARTITION BY c.person_id ORDER BY f.deposit_base DESC, f.source) = 1
