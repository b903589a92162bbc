/** The oldest Node that runs the build tool and the server. */
const oldest = [20, 19];

/** Returns a sentence when this Node is too old, otherwise undefined. */
export function nodeTooOld(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined;
  return `这台电脑上的 Node.js 是 ${version}，需要 ${oldest.join('.')} 或更新的版本；还没有改动任何东西。请到 https://nodejs.org 安装长期支持版，然后再运行一次。`;
}
