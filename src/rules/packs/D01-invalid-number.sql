/*---
id: D01
version: 1
kind: data
title: { zh: 在保人员证号无效, en: covered person with an invalid ID number }
severity: medium
requires: [assistance]
evidence: [written_number]
reason:
  zh: 在享{scheme_label}，名单所填证号无效，无法按证号与其他名单核对，需先更正证号
  en: receives {scheme}; the number on the roll is invalid, so it cannot be compared with other lists; correct the number first
innocent:
  zh: [录入时多字、少字或错字, 早年发放的错号, 所填为其他证件号码]
  en: [a digit too many or too few or mistyped, a wrong number issued long ago, the number of another document]
check:
  zh: [身份证或户口簿上的号码, 按更正后的号码补报名单]
  en: [the number on the ID card or household register, deliver the roll again with the corrected number]
basis:
  - { title: GB 11643-1999 公民身份号码, date: 1999-07-01, verified: false }
owner: yingbao
---*/
SELECT
  a.person_id,
  '' AS episode,
  '[' || string_agg(DISTINCT a.source, ',' ORDER BY a.source) || ']' AS sources,
  link_class_of(max(a.link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  min(a.scheme_label) AS scheme_label,
  min(a.scheme) AS scheme,
  min(a.id_key) AS written_number
FROM marked_record AS a
WHERE a.id_kind = 'invalid'
  AND NOT contains(a.widespread, 'D01')
GROUP BY a.person_id
