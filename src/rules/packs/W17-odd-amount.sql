/*---
id: W17
version: 4
kind: wrong
title: { zh: 月保障金与标准计算不符, en: monthly benefit that the standard does not explain }
severity: low
requires: [assistance]
columns: { assistance: [amount] }
standard: true
parameters:
  extraShare:
    type: number
    default: 0.5
    meaning:
      zh: 未注明分类施保金额时，可增发的标准比例
      en: share of the standard that additional aid by class (分类施保) may add where the roll states none
  tolerance:
    type: number
    default: 1
    meaning:
      zh: 相差多少元以内不提示（取整）
      en: yuan of difference that are let pass (rounding)
  formulaShare:
    type: number
    default: 0.5
    meaning:
      zh: 一县至少多大比例的家庭符合补差公式，才按公式核对
      en: share of the households of a county that the formula must explain before it is held against the others
evidence: [direction]
grounds: [difference_steps]
reason:
  zh: 家庭月保障金{amount_now}元，按{people}人、当地月标准{standard}元{basis_zh}{expected}元，待核实计算
  en: the household receives {amount_now} yuan a month; for {people} people at the local monthly standard of {standard} yuan {basis_en} {expected} yuan; the calculation needs checking
innocent:
  zh: [分类施保增发, 补发或扣回以前月份, 渐退期内按原额发放, 收入已变动尚未录入, 成员登记不全]
  en: [additional aid by class, back pay or a deduction for earlier months, the old amount during gradual exit, an income that changed and is not entered yet, members are not all listed]
check:
  zh: [保障人数和家庭收入, 分类施保项目, 是否含补发或扣回]
  en: [covered people and income, additional aid, whether back pay or a deduction is included]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 补差计算, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-27, note: both sides of the formula where income is stated }
  - { version: 3, date: 2026-11-28, note: a row that was typed twice counts once }
  - { version: 4, date: 2026-11-28, note: 'evidence that only lost something is the same evidence; it rests on no month, age or amount that moves by itself' }
---*/
WITH stated AS (
  -- A row that was typed twice is one amount of its person.
  SELECT household_key, sum(amount) AS amount_sum, sum(supplement) AS supplement_sum
  FROM (SELECT DISTINCT household_key, person_id, amount, supplement FROM household WHERE active AND scheme_group = 'dibao')
  GROUP BY household_key
),
home AS (
  SELECT
    n.* EXCLUDE (amount_sum, supplement_sum),
    s.amount_sum,
    s.supplement_sum,
    greatest(n.covered_members, coalesce(n.covered_size, 0)) AS people,
    coalesce(n.monthly_yuan, (SELECT min(monthly_yuan) FROM standard_now WHERE scheme = 'dibao')) AS yuan
  FROM household_now AS n
  JOIN stated AS s ON s.household_key = n.household_key
  WHERE n.scheme_group = 'dibao'
    AND n.amount IS NOT NULL
),
expected AS (
  SELECT
    h.*,
    CASE WHEN h.monthly_yuan IS NOT NULL AND h.monthly_income IS NOT NULL AND NOT h.has_single
      THEN greatest(ceil(h.yuan * h.people - h.monthly_income), 0) END AS base,
    CASE WHEN h.supplement IS NULL THEN h.yuan * (1 + $extraShare) * h.people
      ELSE h.yuan * h.people + h.supplement_sum END AS ceiling
  FROM home AS h
),
fitted AS (
  SELECT
    e.*,
    e.base + coalesce(e.supplement, 0) AS formula,
    least(
      abs(e.amount - e.base - coalesce(e.supplement, 0)),
      abs(e.amount - e.base - coalesce(e.supplement_sum, 0)),
      abs(e.amount_sum - e.base - coalesce(e.supplement, 0)),
      abs(e.amount_sum - e.base - coalesce(e.supplement_sum, 0))
    ) <= $tolerance AS fits
  FROM expected AS e
),
local AS (
  SELECT county_key, count(*) FILTER (WHERE fits) >= $formulaShare * count(base) AS formula_holds
  FROM fitted
  GROUP BY county_key
),
odd AS (
  SELECT f.*, f.amount > f.ceiling + $tolerance AS above
  FROM fitted AS f
  JOIN local AS l ON l.county_key = f.county_key
  WHERE f.amount > f.ceiling + $tolerance
    OR (l.formula_holds AND NOT f.fits)
)
SELECT
  h.person_id,
  '' AS episode,
  n.source AS sources,
  link_class_of(h.link_rank) AS link_class,
  NULL AS amount,
  n.monthly_yuan IS NULL AS refused,
  n.amount AS amount_now,
  n.people,
  -- The standard rises and the amount with it: what is odd is the difference, in tens of yuan.
  CASE WHEN n.amount > CASE WHEN n.above THEN n.ceiling ELSE n.formula END THEN 'more' ELSE 'less' END AS direction,
  generate_series(1, CAST(least(round(abs(n.amount - CASE WHEN n.above THEN n.ceiling ELSE n.formula END) / 10), 1000) AS INTEGER)) AS difference_steps,
  CAST(n.yuan AS DECIMAL(14, 2)) AS standard,
  CASE WHEN n.above THEN '计算的上限为' ELSE '减去家庭月收入再加分类施保，应为' END AS basis_zh,
  CASE WHEN n.above THEN 'the ceiling is' ELSE 'less the income of the household and with additional aid it would be' END AS basis_en,
  CAST(CASE WHEN n.above THEN n.ceiling ELSE n.formula END AS DECIMAL(14, 2)) AS expected
FROM odd AS n
JOIN household AS h ON h.household_key = n.household_key AND h.scheme_group = n.scheme_group AND h.active
QUALIFY row_number() OVER (PARTITION BY n.household_key ORDER BY h.is_head DESC, h.born, h.person_id, h.file, h.line) = 1
