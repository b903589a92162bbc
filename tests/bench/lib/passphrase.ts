/** Of the one invented user of every bench profile. */
export const passphrase = '今天天气很好我们去爬山吧';
