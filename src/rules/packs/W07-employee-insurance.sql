/*---
id: W07
version: 1
kind: wrong
title: { zh: 在保人员职工医保缴费基数偏高, en: covered person insured as an employee on a high base }
severity: medium
requires: [assistance, insurance]
columns: { insurance: [contributionBase] }
evidence: [scheme, base]
standard: true
parameters:
  multiple:
    type: number
    default: 1.5
    meaning:
      zh: 缴费基数为当地低保月标准的倍数
      en: contribution base as a multiple of the county's monthly dibao standard
reason:
  zh: 在享{scheme_label}，职工医保正常参保，月缴费基数{base}元，高于当地低保月标准{standard}元的{multiple}倍，待核实
  en: receives {scheme}, insured as an employee on a monthly base of {base} yuan, above {multiple} times the local dibao standard of {standard} yuan, to be verified
innocent:
  zh: [挂靠或以灵活就业身份自费参保, 实习或短期务工, 身份被他人借用, 家庭人均收入仍低于标准, 处于渐退期]
  en: [self-paid through another employer or as flexible worker, internship or short job, somebody else uses the ID, income per head is still below the standard, in the gradual-exit period]
check:
  zh: [工资发放证明, 参保单位和实际工作情况, 家庭人均收入重新核算]
  en: [proof of wages, the employer and the real work, income per head computed anew]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 动态管理, verified: false }
owner: yingbao
---*/
WITH employed AS (
  SELECT person_id, contribution_base, source, link_rank, as_of
  FROM insured
  WHERE insurance_type = 'employee'
    AND member_status = 'normal'
    AND contribution_base > $multiple * (SELECT min(monthly_yuan) FROM standard_now WHERE scheme = 'dibao')
)
SELECT
  c.person_id,
  '' AS episode,
  '[' || c.source || ',' || e.source || ']' AS sources,
  link_class_of(least(c.link_rank, e.link_rank)) AS link_class,
  NULL AS amount,
  c.monthly_yuan IS NULL AS refused,
  c.scheme_group AS scheme,
  c.scheme_label,
  CAST(e.contribution_base AS DECIMAL(14, 2)) AS base,
  CAST(c.monthly_yuan AS DECIMAL(14, 2)) AS standard,
  $multiple AS multiple
FROM covered_person AS c
JOIN employed AS e ON e.person_id = c.person_id AND e.as_of >= c.first_month
WHERE c.monthly_yuan IS NULL
  OR e.contribution_base > $multiple * c.monthly_yuan
QUALIFY row_number() OVER (PARTITION BY c.person_id ORDER BY e.contribution_base DESC, c.source, e.source) = 1
