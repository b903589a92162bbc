import { Button } from 'antd';

/** A screen that failed in a way nobody foresaw: what is safe, and the way back. */
export function BrokenPage() {
  return (
    <div className="frame">
      <div className="nothing" role="alert">
        <p className="nothing-lead">这一页打不开了。已经保存的内容都在，没有保存的已放进暂存。</p>
        <p className="quiet">
          点“回到工作台”接着用。要是总这样，请打电话给区总工会，告诉他们您刚才点了什么。
        </p>
        <Button
          type="primary"
          size="large"
          onClick={() => {
            window.location.hash = '#/';
            window.location.reload();
          }}
        >
          回到工作台
        </Button>
      </div>
    </div>
  );
}
