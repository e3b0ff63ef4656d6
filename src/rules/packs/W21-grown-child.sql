/*---
id: W21
version: 3
kind: wrong
title: { zh: 已成年就业子女仍计入保障, en: grown-up working child still counted }
severity: low
requires: [assistance, insurance]
departments: [student]
columns: { assistance: [relation] }
absence: [custom_student]
parameters:
  age:
    type: number
    default: 22
    meaning:
      zh: 子女超过此年龄才核查（周岁）
      en: age above which a child is looked into
  gone:
    type: text
    default: 毕业|结业|肄业|退学|离校|开除
    meaning:
      zh: 学籍状态中表示已离校的用语（正则）
      en: states of a student who has left (alternatives of a pattern)
evidence: [insured_since]
reason:
  zh: 登记为子女，已满{age}周岁，未查到在校学籍，参加职工医保，仍计入保障人口，待核实
  en: registered as a child of the household, aged {age}, not found among students, insured as an employee, still counted; to be verified
innocent:
  zh: [仍在外地就读, 重残重病无劳动能力, 短期务工, 学籍名单不全]
  en: [studies elsewhere, not able to work, a short job, the list of students is not complete]
check:
  zh: [是否就学或就业, 是否共同生活, 收入情况]
  en: [whether in school or at work, whether living together, income]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 第六条, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'who has graduated or left is no student' }
  - { version: 3, date: 2026-11-28, note: 'evidence that only lost something is the same evidence; it rests on no month, age or amount that moves by itself' }
---*/
SELECT
  h.person_id,
  '' AS episode,
  '[' || h.source || ',' || i.source || ']' AS sources,
  link_class_of(least(h.link_rank, i.link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  h.age,
  i.start_date AS insured_since
FROM household AS h
JOIN insured AS i ON i.person_id = h.person_id
WHERE h.covered
  AND h.relation_group = 'child'
  AND h.age > $age
  AND i.insurance_type = 'employee'
  AND i.member_status = 'normal'
  AND i.as_of >= h.first_month
  AND h.person_id NOT IN (SELECT person_id FROM custom_student WHERE NOT regexp_matches(coalesce(status, ''), $gone))
QUALIFY row_number() OVER (PARTITION BY h.person_id ORDER BY h.source, i.source) = 1
