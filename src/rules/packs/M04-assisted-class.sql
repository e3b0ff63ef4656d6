/*---
id: M04
version: 2
kind: missed
title: { zh: 医保资助身份与民政名单不符, en: insured in a civil-affairs class without a civil record }
severity: medium
requires: [assistance, insurance]
columns: { insurance: [assistedClass] }
absence: [assistance]
explainedBy: civilSchemes
suppressors: [endedCover, fiscalPayroll, secondHouse, vehicle, business]
evidence: [assisted_class]
parameters:
  civilClasses:
    type: list
    default: [dibao, tekun, edge, orphan, defacto_orphan]
    meaning:
      zh: 来自民政的资助身份；重度残疾、优抚、计生身份不是
      en: assisted classes that come from civil affairs; severe disability, veterans and family planning do not
  civilSchemes:
    type: list
    default: [dibao, dibao_single, tekun, edge, rigid, orphan, defacto_orphan]
    meaning:
      zh: 能够解释该身份的民政在册待遇
      en: active civil records that explain the class
reason:
  zh: 医保参保登记的资助身份为“{class_label}”，民政名单中未查到有效保障记录
  en: medical insurance lists the person in the assisted class {assisted_class}; no active civil-affairs record was found
innocent:
  zh: [保障已停止而医保身份未及时更新, 两份名单截止日期不同, 在外县享受保障]
  en: [the benefit ended and insurance was not told, the two lists have different as-of dates, covered in another county]
check:
  zh: [哪一份名单已过期, 保障是否曾停发及原因, 当前家庭困难情况]
  en: [which list is out of date, whether a benefit was stopped and why, how the household lives now]
basis:
  - { title: 国办发〔2021〕42号, date: 2021-10-28, article: 分类资助参保, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: any record that explains the class makes it perhaps on the list }
---*/
SELECT
  i.person_id,
  '' AS episode,
  '[' || i.source || ']' AS sources,
  i.link_class,
  NULL AS amount,
  false AS refused,
  i.assisted_class,
  i.class_label
FROM insured AS i
WHERE i.assisted_class IN $civilClasses
  AND i.member_status = 'normal'
  AND i.person_id NOT IN (SELECT person_id FROM dead_person)
  AND i.person_id NOT IN (SELECT person_id FROM coverage WHERE active AND scheme IN $civilSchemes)
QUALIFY row_number() OVER (PARTITION BY i.person_id ORDER BY i.link_rank DESC, i.assisted_class, i.registry, i.record_no) = 1
