/** Traits that are never a ground for suspicion (reliability S11), as names of columns, in English and in pinyin. */
export const TRAIT_NAME =
  /^(sex|gender|gend|xing_?bie|xb|ethnic\w*|nation|nationality|min_?zu|mz|religio\w*|faith|zong_?jiao\w*|xin_?yang|politic\w*|party\w*|zheng_?zhi\w*|zzmm|origin|birthplace|ji_?guan)$/i;

const PEOPLES =
  '汉|壮|满|回|苗|维吾尔|土家|彝|蒙古|藏|布依|侗|瑶|朝鲜|白|哈尼|哈萨克|黎|傣|畲|傈僳|仡佬|东乡|高山|拉祜|水|佤|纳西|羌|土|仫佬|锡伯|柯尔克孜|达斡尔|景颇|毛南|撒拉|布朗|塔吉克|阿昌|普米|鄂温克|怒|京|基诺|德昂|保安|俄罗斯|裕固|乌孜别克|门巴|鄂伦春|独龙|塔塔尔|赫哲|珞巴';
const TRAIT_WORDS = new RegExp(
  `性别|男性|女性|民族|族别|(?:${PEOPLES})族|维吾尔|哈萨克|宗教|信仰|教派|教徒|信徒|信教|清真|穆斯林|伊斯兰|基督|天主教|佛教|道教|政治面貌|党派|党员|共青团员|籍贯`,
);
/** Words that name a trait only where they stand alone. */
const TRAIT_VALUES = /^(男|女|群众|male|female)$/i;

/** True of a header, literal or value that names a trait or one that somebody may have. */
export function saysTrait(text: string): boolean {
  return TRAIT_WORDS.test(text) || TRAIT_VALUES.test(text.trim());
}
