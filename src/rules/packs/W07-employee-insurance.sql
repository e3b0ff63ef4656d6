/*---
id: W07
version: 3
kind: wrong
title: { zh: 在保人员职工医保缴费基数偏高, en: covered person insured as an employee on a high base }
severity: medium
requires: [assistance, insurance]
columns: { insurance: [contributionBase] }
evidence: [scheme]
grounds: [base_steps]
standard: true
parameters:
  by:
    type: text
    default: person
    choices: [person, household]
    meaning:
      zh: 按个人（person）的缴费基数，或按家庭（household）全部成员缴费基数之和除以人数
      en: the person's own base, or all bases of the household divided by its members
  multiple:
    type: number
    default: 1.5
    meaning:
      zh: 缴费基数为当地低保月标准的倍数
      en: contribution base as a multiple of the county's monthly dibao standard
reason:
  zh: 在享{scheme_label}，职工医保正常参保，{whose_zh}月缴费基数{base}元，高于当地低保月标准{standard}元的{multiple}倍，待核实
  en: receives {scheme}, insured as an employee on a monthly base of {base} yuan{whose_en}, above {multiple} times the local dibao standard of {standard} yuan, to be verified
innocent:
  zh: [挂靠或以灵活就业身份自费参保, 实习或短期务工, 身份被他人借用, 家庭人均收入仍低于标准, 处于渐退期]
  en: [self-paid through another employer or as flexible worker, internship or short job, somebody else uses the ID, income per head is still below the standard, in the gradual-exit period]
check:
  zh: [工资发放证明, 参保单位和实际工作情况, 家庭人均收入重新核算]
  en: [proof of wages, the employer and the real work, income per head computed anew]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 动态管理, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: the bases of a household by head as an option }
  - { version: 3, date: 2026-11-28, note: 'evidence that only lost something is the same evidence; it rests on no month, age or amount that moves by itself' }
---*/
WITH employed AS (
  SELECT person_id, contribution_base, source, link_rank, as_of
  FROM insured
  WHERE insurance_type = 'employee'
    AND member_status = 'normal'
    AND contribution_base > CASE WHEN $by = 'household' THEN 0 ELSE $multiple * (SELECT min(monthly_yuan) FROM standard_now WHERE scheme = 'dibao') END
),
-- The members of the household count whether they are insured as employees or not.
member AS (
  SELECT household_key, person_id, min(link_rank) AS link_rank, max(family_size) AS family_size, min(first_month) AS first_month
  FROM household
  WHERE $by = 'household'
    AND active
  GROUP BY household_key, person_id
),
earner AS (
  SELECT m.household_key, m.person_id, e.contribution_base, e.source, least(m.link_rank, e.link_rank) AS link_rank
  FROM member AS m
  JOIN employed AS e ON e.person_id = m.person_id AND e.as_of >= m.first_month
  QUALIFY row_number() OVER (PARTITION BY m.household_key, m.person_id ORDER BY e.contribution_base DESC, e.source) = 1
),
home AS (
  SELECT
    m.household_key,
    greatest(count(*), coalesce(max(m.family_size), 0)) AS members,
    sum(e.contribution_base) AS total,
    min(e.link_rank) AS link_rank,
    string_agg(e.source, ',' ORDER BY e.contribution_base DESC, e.person_id) AS source_list
  FROM member AS m
  LEFT JOIN earner AS e ON e.household_key = m.household_key AND e.person_id = m.person_id
  GROUP BY m.household_key
),
compared AS (
  SELECT
    c.person_id, c.source, c.link_rank, c.scheme_group, c.scheme_label, c.monthly_yuan,
    c.person_id AS unit, e.contribution_base AS own_base, e.contribution_base AS base,
    e.source AS source_list, e.link_rank AS other_rank, 1 AS members
  FROM covered_person AS c
  JOIN employed AS e ON e.person_id = c.person_id AND e.as_of >= c.first_month
  WHERE $by = 'person'
  UNION ALL
  SELECT
    c.person_id, c.source, c.link_rank, c.scheme_group, c.scheme_label, c.monthly_yuan,
    c.household_key, e.contribution_base, h.total / h.members, h.source_list, h.link_rank, h.members
  FROM covered_person AS c
  JOIN home AS h ON h.household_key = c.household_key
  JOIN earner AS e ON e.household_key = c.household_key AND e.person_id = c.person_id
)
SELECT
  person_id,
  '' AS episode,
  '[' || source || ',' || source_list || ']' AS sources,
  link_class_of(least(link_rank, other_rank)) AS link_class,
  NULL AS amount,
  monthly_yuan IS NULL AS refused,
  scheme_group AS scheme,
  scheme_label,
  CASE WHEN members > 1 THEN '家庭' || members || '人平均' ELSE '' END AS whose_zh,
  CASE WHEN members > 1 THEN ' a head in a household of ' || members ELSE '' END AS whose_en,
  CAST(base AS DECIMAL(14, 2)) AS base,
  CAST(monthly_yuan AS DECIMAL(14, 2)) AS standard,
  -- A wage that rises with the standard says nothing new.
  generate_series(1, CAST(least(floor(base / monthly_yuan), 1000) AS INTEGER)) AS base_steps,
  $multiple AS multiple
FROM compared
WHERE monthly_yuan IS NULL
  OR base > $multiple * monthly_yuan
QUALIFY row_number() OVER (PARTITION BY unit ORDER BY own_base DESC, person_id, source, source_list) = 1
