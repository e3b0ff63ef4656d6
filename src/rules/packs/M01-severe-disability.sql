/*---
id: M01
version: 1
kind: missed
title: { zh: 重度残疾人未纳入保障, en: severely disabled person without cover }
severity: high
requires: [assistance, disability]
columns: { disability: [disabilityLevel|disabilityNo] }
absence: [assistance]
parameters:
  severeLevels:
    type: list
    default: ['1', '2']
    meaning:
      zh: 各类残疾均计入的等级
      en: levels that count for every type of disability
  mentalLevels:
    type: list
    default: ['3']
    meaning:
      zh: 仅智力（5）、精神（6）残疾计入的等级
      en: levels that count for intellectual (5) and mental (6) disability only
reason:
  zh: 持有有效残疾人证（{type_label}{level_label}），未查到有效的低保、特困或孤儿保障记录
  en: holds a valid disability certificate (type {disability_type}, level {disability_level}); no dibao, tekun or orphan cover in force was found
suppressors: [endedCover, goodIncome, fiscalPayroll, secondHouse, vehicle, business]
evidence: [disability_type, disability_level]
innocent:
  zh: [家庭收入或财产超过标准, 本人自愿放弃申请, 已在外县享受待遇, 残疾人证信息滞后]
  en: [the household's income or property exceeds the standard, the person chose not to apply, is covered in another county, the certificate data is out of date]
check:
  zh: [共同生活的家庭成员及收入, 配偶子女的收入、车辆和房产, 由谁照料, 是否愿意申请低保或单人保]
  en: [who lives together and on what income, income and property of spouse and children, who cares for the person, whether the person wants to apply (single-person cover)]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 第八条, verified: false }
owner: yingbao
---*/
SELECT
  d.person_id,
  '' AS episode,
  '[' || d.source || ']' AS sources,
  d.link_class,
  NULL AS amount,
  false AS refused,
  d.disability_type,
  d.disability_level,
  d.type_label,
  d.level_label
FROM certificate AS d
WHERE d.in_force
  AND (
    d.disability_level IN $severeLevels
    OR (d.disability_level IN $mentalLevels AND d.disability_type IN ('5', '6'))
  )
  AND d.person_id NOT IN (SELECT person_id FROM dead_person)
  AND d.person_id NOT IN (SELECT person_id FROM covered_person)
