/*---
id: W06
version: 2
kind: wrong
title: { zh: 在保人员列入财政供养工资名单, en: covered person on the fiscal payroll }
severity: high
requires: [assistance]
departments: [fiscal_payroll]
columns: { custom_fiscal_payroll: [payMonth, payType] }
reads: { custom_fiscal_payroll: [employer] }
parameters:
  months:
    type: number
    default: 3
    meaning:
      zh: 基准日前多少个月内的工资计入
      en: months before the as-of date in which a wage counts
  stipends:
    type: text
    default: 村|社区|公益|补贴|补助|临时|网格|遗属
    meaning:
      zh: 属于补贴、津贴而非工资的类别（正则）
      en: pattern of classes that are stipends or allowances and not wages
evidence: [employer]
reason:
  zh: 在享{scheme_label}，{last_month}仍在财政供养人员工资名单中，待核实
  en: receives {scheme} and was on the fiscal payroll in {last_month}, to be verified
innocent:
  zh: [村级误工补贴或公益性岗位被列入工资, 已离职名单未更新, 同号录入错误]
  en: [a village stipend or public-welfare job was filed as wage, left the job and the list was not updated, entered under the wrong ID]
check:
  zh: [是否在岗及工资, 是否村干部误工补贴, 家庭人均收入重新核算]
  en: [whether employed and on what wage, whether it is a village stipend, income per head computed anew]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 动态管理, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'evidence that only lost something is the same evidence; it rests on no month, age or amount that moves by itself' }
---*/
WITH wage AS (
  SELECT person_id, min(link_rank) AS link_rank, max_by(source, (coalesce(pay_month, event_date), source)) FILTER (WHERE coalesce(pay_month, event_date) IS NOT NULL) AS source, max(coalesce(pay_month, event_date)) AS last_month,
    max_by(employer, (coalesce(pay_month, event_date), source)) FILTER (WHERE coalesce(pay_month, event_date) IS NOT NULL) AS employer
  FROM custom_fiscal_payroll
  WHERE NOT regexp_matches(coalesce(pay_type, ''), $stipends)
  GROUP BY person_id
)
SELECT
  c.person_id,
  '' AS episode,
  '[' || c.source || ',' || w.source || ']' AS sources,
  link_class_of(least(c.link_rank, w.link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  c.scheme_group AS scheme,
  c.scheme_label,
  strftime(w.last_month, '%Y-%m') AS last_month,
  w.employer
FROM covered_person AS c
JOIN wage AS w ON w.person_id = c.person_id
WHERE w.last_month > $asOf - to_months(CAST($months AS INTEGER))
  AND w.last_month >= c.first_month
