import { expect, test } from '@playwright/test';
import { enrolPc, makePerson } from '../server/support/pc.ts';
import { edit, member } from '../server/support/operations.ts';
import type { TestPc } from '../server/support/pc.ts';
import { remoteServer } from '../server/support/remote.ts';
import { Clerk } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';

const factory = 'demo-yunqiao';
/** What a version of the program that is not written yet keeps in a member's file. */
const future = { skillStars: 5, remoteWork: '每周两天', badges: ['甲', '乙'] };

/** A colleague's PC already runs a newer version: what it wrote and this one does not know is kept, not lost and not shown wrong. */
test.describe.serial('新版本写的档案', () => {
  let province: Province;
  let clerk: Clerk;
  let newer: TestPc;

  const atProvince = async (id: string) => {
    const { records } = await newer.changes(factory, 'general', 0, 500);
    return records.find((record) => record.id === id);
  };

  test.beforeAll(async () => {
    province = await Province.start();
    const code = encodeURIComponent(province.takeCode('第一台'));
    clerk = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
    await clerk.enrol('甲测试');
    const { url, secrets } = province.address;
    newer = await enrolPc(await remoteServer(url, secrets), {
      code: province.takeCode('第二台'),
      person: makePerson(['clerk'], '新版测试'),
    });
    await newer.pushed(factory, 'general', [
      member(1, 'rfuture1', { name: '癸新版', employeeNo: 'X0001', position: '原来的岗位', ...future }),
    ]);
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await province.stop();
  });

  test('打开、改、保存、上报都照常；不认识的栏在省平台原样留着', async () => {
    await clerk.report();
    await clerk.roster();
    await clerk.findCount('癸新版', 1);
    await clerk.roster();
    await clerk.open('X0001');
    await expect(clerk.box('岗位')).toHaveValue('原来的岗位');
    await clerk.box('岗位').fill('旧版改的岗位');
    await clerk.save();
    await clerk.pc.photograph('22-newer-fields');
    await clerk.report();
    await clerk.expectWaiting(0, 60_000);
    expect((await atProvince('rfuture1'))?.data).toMatchObject({ position: '旧版改的岗位', ...future });
  });

  test('新版本再改那几栏，这台电脑重开、再改别的：两边的都在', async () => {
    const rev = (await atProvince('rfuture1'))?.createdRev ?? 0;
    await newer.pushed(factory, 'general', [
      edit(2, 'member', 'rfuture1', { remoteWork: [{ rev }, '每周三天'] }),
    ]);
    await clerk.report();
    await clerk.pc.shutDown();
    await clerk.pc.start();
    await clerk.unlock();
    await clerk.roster();
    await clerk.open('X0001');
    const history = clerk.page.getByRole('complementary', { name: '变更记录' });
    await expect(history).toContainText('旧版改的岗位');
    await clerk.box('备注').fill('旧版又记一笔');
    await clerk.save();
    await clerk.report();
    await clerk.expectWaiting(0, 60_000);
    await expect(clerk.corner).toContainText(/被退回\s*0/);
    await expect(clerk.corner).toContainText(/待核对\s*0/);
    expect((await atProvince('rfuture1'))?.data).toMatchObject({
      position: '旧版改的岗位',
      note: '旧版又记一笔',
      ...future,
      remoteWork: '每周三天',
    });
  });
});
