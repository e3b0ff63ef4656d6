/*---
id: W19
version: 1
kind: wrong
title: { zh: 干部近亲属享受待遇未见备案, en: close relative of a cadre without a filing }
severity: low
requires: [assistance]
departments: [cadre_relative]
columns: { custom_cadre_relative: [filed] }
parameters:
  filed:
    type: text
    default: ^(是|已|Y|1)
    meaning:
      zh: 表示已备案的写法（正则）
      en: pattern of a filing that was made
evidence: [scheme]
reason:
  zh: 在享{scheme_label}，属经办人员或村（居）干部近亲属，备案表中未见备案，待核实
  en: receives {scheme}; a close relative of a case worker or village cadre, no filing is on record, to be verified
innocent:
  zh: [符合条件只是漏报备案, 亲属关系登记有误, 备案尚未录入]
  en: [eligible and the filing was forgotten, the relation is wrong, the filing was not entered]
check:
  zh: [家庭是否符合条件, 补办备案]
  en: [whether the household is eligible, make the filing]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 近亲属备案, verified: false }
owner: yingbao
---*/
SELECT
  c.person_id,
  '' AS episode,
  '[' || c.source || ',' || min_by(r.source, r.source) || ']' AS sources,
  link_class_of(least(c.link_rank, min(r.link_rank))) AS link_class,
  NULL AS amount,
  false AS refused,
  c.scheme_group AS scheme,
  c.scheme_label
FROM covered_person AS c
JOIN custom_cadre_relative AS r ON r.person_id = c.person_id
GROUP BY c.person_id, c.source, c.link_rank, c.scheme_group, c.scheme_label
HAVING NOT bool_or(regexp_matches(coalesce(r.filed, ''), $filed))
