/*---
id: W17
version: 1
kind: wrong
title: { zh: 月保障金高于标准上限, en: monthly benefit above what the standard allows }
severity: low
requires: [assistance]
columns: { assistance: [amount] }
standard: true
parameters:
  extraShare:
    type: number
    default: 0.5
    meaning:
      zh: 分类施保可增发的标准比例
      en: share of the standard that additional aid by class (分类施保) may add
  tolerance:
    type: number
    default: 1
    meaning:
      zh: 超出上限多少元以内不提示（取整）
      en: yuan above the ceiling that are let pass (rounding)
evidence: [amount_now]
reason:
  zh: 家庭月保障金{amount_now}元，高于按{people}人计算的上限{ceiling}元，待核实计算
  en: the household receives {amount_now} yuan a month, above the ceiling of {ceiling} yuan for {people} people; the calculation needs checking
innocent:
  zh: [分类施保增发, 补发以前月份, 成员登记不全]
  en: [additional aid by class, back pay for earlier months, members are not all listed]
check:
  zh: [保障人数和家庭收入, 分类施保项目, 是否含补发]
  en: [covered people and income, additional aid, whether back pay is included]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 补差计算, verified: false }
owner: yingbao
---*/
SELECT
  h.person_id,
  '' AS episode,
  n.source AS sources,
  link_class_of(h.link_rank) AS link_class,
  NULL AS amount,
  n.monthly_yuan IS NULL AS refused,
  n.amount AS amount_now,
  greatest(n.covered_members, coalesce(n.covered_size, 0)) AS people,
  CAST(n.monthly_yuan * (1 + $extraShare) * greatest(n.covered_members, coalesce(n.covered_size, 0)) AS DECIMAL(14, 2)) AS ceiling
FROM household_now AS n
JOIN household AS h ON h.household_key = n.household_key AND h.scheme_group = n.scheme_group AND h.active
WHERE n.scheme_group = 'dibao'
  AND n.amount > coalesce(n.monthly_yuan, (SELECT min(monthly_yuan) FROM standard_now WHERE scheme = 'dibao'))
    * (1 + $extraShare) * greatest(n.covered_members, coalesce(n.covered_size, 0)) + $tolerance
QUALIFY row_number() OVER (PARTITION BY n.household_key ORDER BY h.is_head DESC, h.file, h.line) = 1
