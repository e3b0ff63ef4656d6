/** Words that judge a person: a rule raises a question, and only a visit answers it (reliability S5). */
export const ACCUSING_WORDS =
  /骗保|骗取|骗领|违规|违法|冒领|欺诈|诈骗|套取|虚报|瞒报|作假|造假|不正当|欺骗|嫌疑人|fraud|cheat|illegal|criminal|guilt|liar|steal|culprit|offender/i;
