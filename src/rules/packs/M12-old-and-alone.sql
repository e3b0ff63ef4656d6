/*---
id: M12
version: 2
kind: missed
title: { zh: 独居高龄无养老金收入, en: old and alone without a pension of an employee }
severity: low
requires: [assistance]
departments: [hukou, pension]
columns: { custom_hukou: [householdNo], custom_pension: [pensionType] }
absence: [assistance, custom_pension]
parameters:
  age:
    type: number
    default: 70
    meaning:
      zh: 达到此年龄视为高龄（周岁）
      en: age from which a person counts as old
reason:
  zh: 年满{age}周岁，户籍登记一人户，未查到职工养老金，未查到有效的低保、特困或孤儿保障记录
  en: aged {age} or more, the only one in the hukou household, no pension of an employee and no cover in force was found
suppressors: [goodIncome, secondHouse, vehicle, business]
innocent:
  zh: [与子女共同生活, 子女赡养, 有积蓄或其他收入, 养老金在外地领取]
  en: [lives with children, children support, there are savings or other income, the pension is drawn elsewhere]
check:
  zh: [子女及赡养情况, 由谁照料, 生活来源, 是否愿意申请救助]
  en: [children and their support, who cares, what the person lives on, whether they want to apply]
basis:
  - { title: 国办发〔2023〕39号, date: 2023-10-19, article: 主动发现, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'one household however its county is written, the dead left out' }
---*/
WITH alone AS (
  SELECT household_key
  FROM hukou_home
  WHERE present
  GROUP BY household_key
  HAVING count(DISTINCT person_id) = 1
)
SELECT
  h.person_id,
  '' AS episode,
  '[' || h.source || ']' AS sources,
  link_class_of(h.link_rank) AS link_class,
  NULL AS amount,
  false AS refused,
  CAST($age AS INTEGER) AS age
FROM hukou_home AS h
JOIN alone AS a ON a.household_key = h.household_key
WHERE h.present
  AND h.born + to_years(CAST($age AS INTEGER)) <= $asOf
  AND h.person_id NOT IN (SELECT person_id FROM custom_pension WHERE NOT regexp_matches(coalesce(pension_type, ''), '居民'))
  AND h.person_id NOT IN (SELECT person_id FROM covered_person)
QUALIFY row_number() OVER (PARTITION BY h.person_id ORDER BY h.source) = 1
