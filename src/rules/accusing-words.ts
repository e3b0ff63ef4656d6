/** Words that judge a person: a rule raises a question, and only a visit answers it (reliability S5). */
export const ACCUSING_WORDS =
  /骗保|骗取|骗领|违规|违法|违纪|冒领|欺诈|诈骗|套取|虚报|瞒报|虚假|隐瞒|作假|造假|不正当|欺骗|嫌疑人|黑户|钉子户|刁民|老赖|懒汉|好吃懒做|不劳而获|fraud|cheat|illegal|criminal|guilt|\bliar|\blying\b|steal|culprit|offender|dishonest|scroung|swindl|falsif|parasit/i;

/** True where a text holds such a word, also with spaces between its characters. */
export function accuses(text: string): boolean {
  return ACCUSING_WORDS.test(text.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, ''));
}
