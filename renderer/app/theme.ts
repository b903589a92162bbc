import type { ThemeConfig } from 'antd';
import type { TextSize } from '../records/ui/screen.ts';

const family = '"Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif';
const shadow = '0 6px 20px rgba(31,35,41,.16)';

/** Blue is the colour of links, focus and choice; red is the seal and comes in through the one primary button only. */
const token: NonNullable<ThemeConfig['token']> = {
  fontFamily: family,
  fontSize: 15,
  fontSizeSM: 13,
  fontSizeLG: 17,
  fontSizeHeading3: 20,
  fontSizeHeading4: 17,
  lineHeight: 1.5,
  fontWeightStrong: 600,
  colorPrimary: '#1F5FBF',
  colorLink: '#1F5FBF',
  colorLinkHover: '#174A96',
  colorInfo: '#1F5FBF',
  colorError: '#C2410C',
  colorErrorBg: '#FDF3EC',
  colorErrorBorder: '#E9B99D',
  colorSuccess: '#2E7D4F',
  colorSuccessBg: '#EFF6F1',
  colorSuccessBorder: '#B4D3C0',
  colorWarning: '#8A5F00',
  colorWarningBg: '#FBF5E6',
  colorWarningBorder: '#E2CD95',
  colorText: '#1F2329',
  colorTextSecondary: '#51565D',
  colorTextTertiary: '#666C74',
  colorTextDescription: '#51565D',
  colorTextPlaceholder: '#666C74',
  colorTextDisabled: '#666C74',
  colorBgBase: '#FFFFFF',
  colorBgLayout: '#F5F6F7',
  colorBgContainer: '#FFFFFF',
  colorBgContainerDisabled: '#F5F6F7',
  colorFillAlter: '#F5F6F7',
  colorBorder: '#8A9099',
  colorBorderSecondary: '#D9DCE0',
  colorSplit: '#D9DCE0',
  controlItemBgHover: '#F4F7FB',
  controlItemBgActive: '#EDF3FC',
  controlItemBgActiveHover: '#EDF3FC',
  borderRadius: 4,
  borderRadiusSM: 4,
  borderRadiusXS: 2,
  borderRadiusLG: 4,
  controlHeight: 34,
  controlHeightSM: 28,
  controlHeightLG: 42,
  lineWidthFocus: 2,
  controlOutlineWidth: 0,
  padding: 16,
  paddingSM: 12,
  paddingXS: 8,
  paddingXXS: 4,
  paddingLG: 24,
  margin: 16,
  marginSM: 12,
  marginXS: 8,
  marginLG: 24,
  boxShadow: shadow,
  boxShadowSecondary: shadow,
  boxShadowTertiary: 'none',
  motion: false,
  wireframe: false,
};

const components: NonNullable<ThemeConfig['components']> = {
  Button: {
    algorithm: true,
    // Derived anew by the algorithm, and too pale to read otherwise.
    colorTextDisabled: '#666C74',
    colorPrimary: '#B4232A',
    colorPrimaryHover: '#9B1C23',
    colorPrimaryActive: '#82161D',
    primaryShadow: 'none',
    defaultShadow: 'none',
    dangerShadow: 'none',
    defaultBorderColor: '#A9AFB7',
    defaultColor: '#1F2329',
    defaultHoverColor: '#1F2329',
    defaultHoverBg: '#F4F7FB',
    defaultHoverBorderColor: '#51565D',
    defaultActiveColor: '#1F2329',
    defaultActiveBorderColor: '#1F2329',
    colorLink: '#1F5FBF',
    paddingInline: 14,
    paddingInlineSM: 10,
    paddingInlineLG: 28,
    contentFontSizeLG: 17,
  },
  Input: {
    hoverBorderColor: '#51565D',
    activeBorderColor: '#1F5FBF',
    activeShadow: 'none',
    errorActiveShadow: 'none',
    warningActiveShadow: 'none',
    paddingInline: 10,
  },
  Select: {
    hoverBorderColor: '#51565D',
    activeBorderColor: '#1F5FBF',
    activeOutlineColor: 'transparent',
    optionHeight: 32,
    optionPadding: '5px 10px',
    optionActiveBg: '#EDF3FC',
    optionSelectedBg: '#EDF3FC',
    optionSelectedColor: '#1F2329',
    optionSelectedFontWeight: 600,
  },
  Tabs: {
    itemColor: '#51565D',
    itemHoverColor: '#1F2329',
    itemActiveColor: '#1F2329',
    itemSelectedColor: '#1F2329',
    inkBarColor: '#1F5FBF',
    horizontalItemGutter: 24,
    horizontalItemPadding: '9px 0',
    horizontalMargin: '0',
    titleFontSize: 15,
  },
  Tag: { defaultBg: '#FFFFFF', defaultColor: '#51565D', borderRadiusSM: 2, fontSizeSM: 13 },
  Progress: { defaultColor: '#51565D', remainingColor: '#D9DCE0', lineBorderRadius: 3 },
  Modal: { titleFontSize: 17, contentBg: '#FFFFFF', headerBg: '#FFFFFF', footerBg: '#FFFFFF' },
  Checkbox: { borderRadiusSM: 2 },
  Radio: { radioSize: 16, dotSize: 7 },
};

/** What larger letters change; everything else stays. */
interface Larger {
  readonly token: NonNullable<ThemeConfig['token']>;
  readonly option: number;
  readonly title: number;
  readonly tag: number;
}

const larger: Readonly<Record<Exclude<TextSize, 'default'>, Larger>> = {
  large: {
    token: {
      fontSize: 18,
      fontSizeSM: 16,
      fontSizeLG: 20,
      fontSizeHeading3: 24,
      fontSizeHeading4: 20,
      controlHeight: 42,
      controlHeightSM: 34,
      controlHeightLG: 50,
    },
    option: 38,
    title: 20,
    tag: 16,
  },
  largest: {
    token: {
      fontSize: 20,
      fontSizeSM: 17,
      fontSizeLG: 23,
      fontSizeHeading3: 27,
      fontSizeHeading4: 23,
      controlHeight: 46,
      controlHeightSM: 38,
      controlHeightLG: 56,
    },
    option: 42,
    title: 23,
    tag: 17,
  },
};

/** The look of one letter size. */
export function themeOf(size: TextSize): ThemeConfig {
  if (size === 'default') return { token, components };
  const more = larger[size];
  return {
    token: { ...token, ...more.token },
    components: {
      ...components,
      Button: { ...components.Button, contentFontSizeLG: more.token.fontSizeLG ?? 17 },
      Select: { ...components.Select, optionHeight: more.option },
      Tabs: { ...components.Tabs, titleFontSize: more.token.fontSize ?? 15 },
      Modal: { ...components.Modal, titleFontSize: more.title },
      Tag: { ...components.Tag, fontSizeSM: more.tag },
    },
  };
}

/** Calm and warm, without red: the part where counsellors write (clerks.md 6). A crisis keeps the colour of errors. */
export const warmTheme: ThemeConfig = {
  token: { colorBgContainer: '#FFFDFA', colorBgContainerDisabled: '#F1ECE2', colorFillAlter: '#F1ECE2' },
  components: {
    Button: {
      algorithm: true,
      colorPrimary: '#5B5346',
      colorPrimaryHover: '#4A4338',
      colorPrimaryActive: '#3B352C',
    },
  },
};
