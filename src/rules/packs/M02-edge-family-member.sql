/*---
id: M02
version: 1
kind: missed
title: { zh: 低保边缘家庭重残重病人员未单人保, en: edge-family member who may be eligible alone }
severity: high
requires: [assistance]
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
  majorDiseases:
    type: text
    default: ''
    meaning:
      zh: 当地重特大疾病目录的病名（正则），与结算诊断比对；留空表示不用
      en: pattern of illnesses on the local list of major diseases, matched with the diagnosis of bills; empty means none
  months:
    type: number
    default: 12
    meaning:
      zh: 基准日前多少个月内的此类结算计入
      en: months before the as-of date in which such a bill counts
reason:
  zh: 属低保边缘家庭成员，{ground_zh}，未查到有效的低保、特困或孤儿保障记录，可能符合单人保
  en: member of a low-income edge family, {ground_en}; no cover in force was found; single-person cover may apply
suppressors: [endedCover, goodIncome, fiscalPayroll]
evidence: [ground_en]
innocent:
  zh: [本人不愿申请, 单人保正在办理, 残疾人证或诊断信息滞后]
  en: [the person does not want to apply, single-person cover is being decided, certificate or diagnosis is out of date]
check:
  zh: [核对残疾人证或诊断证明, 是否愿意申请单人保, 家庭共同生活成员]
  en: [the certificate or diagnosis, whether the person wants single-person cover, who lives together]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 第八条, verified: false }
  - { title: 国办发〔2023〕39号, date: 2023-10-19, article: 低保边缘家庭重病重残人员, verified: false }
owner: yingbao
---*/
WITH grounds AS (
  SELECT
    d.person_id,
    d.link_rank,
    d.source,
    1 AS place,
    '持有' || d.type_label || d.level_label || '残疾人证' AS ground_zh,
    'disability certificate of type ' || d.disability_type || ', level ' || d.disability_level AS ground_en
  FROM certificate AS d
  WHERE d.in_force
    AND (
    d.disability_level IN $severeLevels
    OR (d.disability_level IN $mentalLevels AND d.disability_type IN ('5', '6'))
  )
  UNION ALL
  SELECT s.person_id, min(s.link_rank), max_by(s.source, (s.settlement_date, s.source)), 2, '近期医疗结算为重特大疾病', 'recent bills for a major disease'
  FROM assisted_settlement AS s
  WHERE $majorDiseases <> ''
    AND regexp_matches(s.disease, $majorDiseases)
    AND s.settlement_date > $asOf - to_months(CAST($months AS INTEGER))
  GROUP BY s.person_id
  UNION ALL
  SELECT i.person_id, min(i.link_rank), min(i.source), 3, '在重特大疾病患者名单中', 'on the list of serious illnesses'
  FROM custom_serious_illness AS i
  GROUP BY i.person_id
)
SELECT
  e.person_id,
  '' AS episode,
  '[' || e.source || ',' || g.source || ']' AS sources,
  link_class_of(least(e.link_rank, g.link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  g.ground_zh,
  g.ground_en
FROM coverage AS e
JOIN grounds AS g ON g.person_id = e.person_id
WHERE e.active
  AND e.scheme = 'edge'
  AND e.person_id NOT IN (SELECT person_id FROM dead_person)
  AND e.person_id NOT IN (SELECT person_id FROM covered_person)
QUALIFY row_number() OVER (PARTITION BY e.person_id ORDER BY g.place, e.source, g.source) = 1
