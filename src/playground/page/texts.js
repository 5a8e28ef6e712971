'use strict';

/** The page's sentences in English and Chinese. What index.html says in English is read from there, by data-t and data-l. */
const Texts = (() => {
  const english = {
    play: 'Play', pause: 'Pause', yes: 'yes', no: 'no',
    madeOfRun: 'Made from {0}: with its points, its recipe and its weights, from which training goes on.', madeOfData: 'Made from {0}: with its points.',
    noGc: 'This browser cannot run the page’s program: it lacks WebAssembly with garbage collection. Chrome and Edge from 119, Firefox from 120 and Safari from 18.2 have it.',
    failed: 'The page’s program did not start: {0}',
    loading: 'Loading …',
    live: 'Epoch {0}. Loss {1} on the training rows, {2} on the test rows. Right: {3} and {4}.',
    diverged: 'The loss is no longer a number: the steps are too long. Choose a lower learning rate, or press Reset.',
    moons: 'moons', circles: 'circles', blobs: 'blobs', xor: 'xor', spirals: 'spirals', own: 'my own', run: 'the run’s own',
    noOwn: 'There are no points of your own yet: choose, drop or paste a table below, or move a point.',
    toolMove: 'Choose and move', toolAdd: 'Add {0}', toolRemove: 'Remove',
    legendTest: 'filled: training, hollow: test', kind: 'kind {0}',
    reading: '{0} = {1}, {2} = {3}: {4}', probability: 'kind {0} with probability {1}', unitReads: 'the unit gives {0}',
    readingHint: 'Point at the picture to read it. Click a point to see its numbers below; drag it to move it.',
    surfaceLabel: 'The plane coloured by what the network predicts: {0} points, {1} of the training rows and {2} of the test rows on the right side. The points can be read and changed in the table further down.',
    oneColumn: 'There is one column of numbers: the plane shows it both across and up, and its colour goes by the height alone.',
    axesNote: 'There are {0} columns. The plane shows two of them; the others are held at their mean over the training rows.',
    showOutput: 'the network’s answer', showUnit: 'unit {1} of layer {0}',
    networkLabel: 'The network: {0}. The largest weights: {1}.', input: 'input {0}', unit: 'unit {0}', bias: 'bias', output: 'output {0}',
    layerOf: 'layer {0}', units: 'units in layer {0}', remove: 'Remove', removeLayer: 'Remove layer {0}', noHidden: 'None: a straight line is all that it can draw.',
    lossAxis: 'loss by epoch', accuracyAxis: 'right, by epoch',
    curveLabel: '{0}: training rows {1}, test rows {2} at epoch {3}.',
    notNumber: '{0}: that is not a number. Write one between {1} and {2}.',
    outOfRange: '{0}: {1} is outside {2} to {3}.', notWhole: '{0}: {1} is not a whole number.',
    fragmentBad: 'Part of the link could not be read and was left out: {0}.',
    fragmentBig: 'The points are too many for a link: the link leaves them out, the files below have them.',
    csvRead: 'The table is read. Rows: {0}; columns of numbers: {1}; classes: {2}.', csvEmpty: 'There is no table yet: choose, drop or paste one.', lastColumn: 'found by its name',
    fileUnread: 'The file could not be read: {0}', fileBig: 'The file has {0} MB: more than the {1} MB that this page takes. Train on it with the command line.',
    rowsRange: 'rows {0} to {1} of {2}', class: 'class', part: 'used for', train: 'training', test: 'test', removeRow: 'Remove row {0}', cell: '{0} of row {1}',
    rowNote: 'of {0}; class {1}, {2} row', chosenRow: 'Row {0} is chosen. Its numbers are below, under “Every number of one step”.',
    forward: 'Forward', backward: 'Back', update: 'Update', chooseUnit: 'Unit', chooseInput: 'Input',
    now: 'with numbers', wholeResult: 'all of {0}, {1}',
    sayX: 'The row as the network gets it: from each number the column’s mean over the training rows is taken off, and the rest divided by its standard deviation.',
    sayZ: 'Each unit takes the numbers before it, each times its weight, and adds its bias.',
    sayA: 'The activation bends the sum: without it, all layers together could draw only a straight line.',
    sayP: 'The last activation makes probabilities of the sums.',
    sayL: 'The loss says how wrong the answer is: 0 if the network was sure and right, large if it was sure and wrong.',
    sayDeltaL: 'How the loss changes with the last sums: simply answer minus truth. Here n = 1, as one row is the whole batch; in training it is the mean over all rows of the batch.',
    sayDelta: 'The error goes back along the same weights, and through the slope of the activation.',
    sayDW: 'How the loss changes with each weight: what came in, times the error of the unit that it went to.',
    sayDb: 'How the loss changes with each bias: the error of its unit, added up over the rows.',
    sayNew: 'Each weight takes a step against its gradient. This is what one step on this row alone would make of it; the network above is left as it is.',
    penaltyNote: 'The loss includes {0} of penalty on the weights.',
    checking: 'Checking …', tensor: 'Tensor', difference: 'Difference', verdict: 'Verdict', agrees: 'agrees', differs: 'differs',
    checkGood: 'All {0} tensors agree: back-propagation and the slow way give the same gradient. The largest difference is {1} of the gradient’s own size.',
    checkAll: 'All {0} tensors agree.', checkRounding: 'In {0} of them (*) the gradient is all but zero; what is shown is the difference itself, no more than rounding explains.',
    checkBad: '{0} of {1} tensors differ: {2}. Something in the formula is wrong.',
    notJudged: '{0} weights sit on a kink of the activation, where a slope means nothing; they are left out.',
    checkScale: '“new W1” is W1 after one step. The bars have a logarithmic scale from 1e-16 to 1; the line is the tolerance.',
    fellToo: 'With the mistake the loss still fell, from {0} to {1} in {2} epochs (right: {3}). From the curve alone you might never know.',
    fellNot: 'With the mistake the loss went from {0} to {1} in {2} epochs (right: {3}).',
    caught: 'Caught: {0} differ.', notCaught: 'Not caught here: on this network the mistake changes nothing, or its gradient is all but zero already. Reset it or change a setting, and try again.',
    l2Hint: 'It shows only where L2 is on and a bias is not zero: set the L2 penalty above, for instance to 0.01, and train a few steps.',
    copied: 'Copied.', copyBy: 'Selected: copy it with your keyboard.', stale: 'A setting could not be used: {0}',
    'plant-article-delta': 'the article’s delta: (P − Y) P (1 − P), which belongs to another loss',
    'plant-no-mean': 'the sum over the batch instead of the mean',
    'plant-no-activation-derivative': 'the slope of the activation forgotten on the way back',
    'plant-transposed-weights': 'the gradient of the weights laid out as its transpose',
    'plant-bias-not-summed': 'the gradient of the bias from the first row alone',
    'plant-l2-on-biases': 'the L2 penalty on biases too',
    'plant-update-sign': 'the step uphill: plus instead of minus',
  };

  const chinese = {
    skip: '跳到网络', language: '语言', theme: '配色', themeAuto: '跟随系统', themeLight: '浅色', themeDark: '深色', eyebrow: 'First Network · 游乐场', title: '看神经网络怎样学习',
    lead: '每个点是一个样本，属于两类之一。网络只凭这些点，学着给平面上色，让每个点都落在自己那一类的颜色上。请按“播放”。',
    watchTitle: '观察与操纵', training: '训练', step: '一步', epochButton: '一轮', reset: '重来', speed: '速度', speed5: '每秒 5 步', speed30: '每秒 30 步', speed600: '每帧 10 步', speed6000: '每帧 100 步',
    epochFigure: '轮次', trainLoss: '训练损失', testLoss: '测试损失', trainAccuracy: '训练正确率', testAccuracy: '测试正确率', surfaceTitle: '网络的判断', axisX: '横轴', axisY: '纵轴', tools: '指针的作用', show: '显示', curvesTitle: '学得怎样', trainRows: '训练样本', testRows: '测试样本（从不用来学习）',
    networkTitle: '网络', networkNote: '每幅小图是一个单元眼中的整个平面。每条线是一个权重：越粗越大；橙色相加，蓝色相减；大的层只画最强的。点小图可放大，点线可改权重。',
    weightTitle: '手动改权重', weightNote: '手动改动后，训练从此刻的权重重新计轮。', startNote: '命令开始时所用的权重', layer: '层', from: '来自', to: '到单元', settingsTitle: '设置', settingsNote: '改动后按同样的种子从头训练。', dataTitle: '数据点', samples: '点数', noise: '噪声', dataSeed: '数据种子', testSize: '留作测试的比例', splitSeed: '划分种子',
    layersTitle: '隐藏层', addLayer: '加一层', activation: '激活函数', seed: '权重种子', learningTitle: '学习', learningRate: '学习率', updater: '更新规则', batch: '批大小（0 为全部）', shuffleSeed: '次序种子', l1: 'L1 惩罚', l2: 'L2 惩罚', dropout: 'Dropout', dropoutSeed: 'Dropout 种子', more: '更多设置', defaults: '回到文章中的设置',
    ownTitle: '你自己的数据', ownLead: '一张表：若干列数字，一列类别，用逗号分隔。数据只留在本页，不会发往任何地方。', chooseFile: '选择文件', orDrop: '或拖到这里，或粘贴：', csvText: '表格文本', labelColumn: '类别所在列', useTable: '使用这张表', rowsTitle: '以表格查看和修改数据点', earlier: '前面', later: '后面', addPoint: '加一个点',
    inspectTitle: '一步中的每个数', inspectLead: '一行数据向前穿过网络，误差传回来，每个权重走一步。以下是上面网络此刻的数。左右方向键在各步计算间移动，上下方向键在单元间移动。', row: '行',
    proofTitle: '对不对？用证明说话', proofLead: '反向传播是一个公式，说明损失怎样随每个权重变化。另有一个不需要公式的慢办法：把一个权重稍稍调大、再稍稍调小，看损失怎么变。如果两种办法对每个权重都一致，公式就是对的。',
    checkTitle: '检查上面的网络', checkNow: '检查每个权重', plantTitle: '埋一个错误，再把它抓出来', plantLead: '都是人们真会犯的错误。犯了其中大多数，损失照样下降。', plantNow: '带着错误训练，再检查', rightCode: '正确', withMistake: '带错误',
    shareTitle: '分享与带走', link: '通往此刻状态的链接', copyLink: '复制链接', commandTitle: '在你的机器上重做同一次训练，逐位相同', copyCommand: '复制命令', parametersNote: '全部权重和偏置，可供 <code>train --init</code> 读取', dataNote: '数据点及其类别', pictureNote: '平面的图片', curvesNote: '所画的损失和正确率',
    footer: '这里计算所用的，正是在你机器上训练的同一份 Java，只是编译成了 WebAssembly：矩阵、激活函数、反向传播、更新规则、梯度检查。本页不发出任何请求，也不保存任何东西。',
    play: '播放', pause: '暂停', yes: '是', no: '否',
    madeOfRun: '由 {0} 生成：带有它的数据点、设置和权重，训练从那里继续。', madeOfData: '由 {0} 生成：带有它的数据点。',
    noGc: '此浏览器无法运行本页的程序：它缺少带垃圾回收的 WebAssembly。Chrome 和 Edge 119、Firefox 120、Safari 18.2 及以后的版本支持。',
    failed: '本页的程序没有启动：{0}', loading: '正在载入……',
    live: '第 {0} 轮。训练损失 {1}，测试损失 {2}。正确率 {3} 和 {4}。', diverged: '损失已不是数字：步子太大。请降低学习率，或按“重来”。',
    moons: '双月', circles: '圆环', blobs: '团簇', xor: '异或', spirals: '螺旋', own: '自己的', run: '该次训练的',
    noOwn: '还没有你自己的数据：请在下面选择、拖入或粘贴一张表，或移动一个点。', toolMove: '选择和移动', toolAdd: '添加 {0}', toolRemove: '删除',
    legendTest: '实心：训练，空心：测试', kind: '类别 {0}', reading: '{0} = {1}，{2} = {3}：{4}', probability: '类别 {0}，概率 {1}', unitReads: '该单元给出 {0}',
    readingHint: '把指针移到图上即可读数。点一个点，下面显示它的数；拖动可移动它。',
    surfaceLabel: '按网络预测上色的平面：共 {0} 个点，训练样本中 {1}、测试样本中 {2} 落在正确一侧。数据点可在下面的表格中查看和修改。',
    oneColumn: '只有一列数字：平面的横轴和纵轴都是它，颜色只随高度变化。', axesNote: '共有 {0} 列。平面只显示其中两列，其余各列固定在训练样本的均值上。', showOutput: '网络的答案', showUnit: '第 {0} 层单元 {1}',
    networkLabel: '网络：{0}。最大的权重：{1}。', input: '输入 {0}', unit: '单元 {0}', bias: '偏置', output: '输出 {0}', layerOf: '第 {0} 层', units: '第 {0} 层的单元数', remove: '删除', removeLayer: '删除第 {0} 层', noHidden: '无：只能画一条直线。',
    lossAxis: '各轮损失', accuracyAxis: '各轮正确率', curveLabel: '{0}：第 {3} 轮，训练样本 {1}，测试样本 {2}。',
    notNumber: '{0}：这不是数字。请写 {1} 到 {2} 之间的数。', outOfRange: '{0}：{1} 不在 {2} 到 {3} 之间。', notWhole: '{0}：{1} 不是整数。',
    fragmentBad: '链接中有一部分无法读取，已略去：{0}。', fragmentBig: '点太多，链接放不下：链接不含数据点，下面的文件里有。',
    csvRead: '读入 {0} 行、{1} 列数字、{2} 个类别。', csvEmpty: '还没有表格：请选择、拖入或粘贴一张。', lastColumn: '按名称查找', fileUnread: '无法读取文件：{0}', fileBig: '文件有 {0} MB，超过本页可用的 {1} MB。请用命令行训练。',
    rowsRange: '第 {0} 到 {1} 行，共 {2} 行', class: '类别', part: '用于', train: '训练', test: '测试', removeRow: '删除第 {0} 行', cell: '第 {1} 行的 {0}', rowNote: '共 {0} 行；类别 {1}，{2}样本', chosenRow: '已选第 {0} 行，它的数在下面“一步中的每个数”里。',
    forward: '向前', backward: '传回', update: '更新', chooseUnit: '单元', chooseInput: '输入', now: '代入数字', wholeResult: '{0} 的全部，{1}',
    sayX: '网络得到的这一行：每个数减去该列在训练样本上的均值，再除以标准差。', sayZ: '每个单元取前面各数，各乘以权重，相加，再加上偏置。', sayA: '激活函数把和弯折一下：没有它，再多层也只能画直线。', sayP: '最后的激活函数把和变成概率。',
    sayL: '损失说明答案错得多厉害：又肯定又正确则为 0，又肯定又错误则很大。', sayDeltaL: '损失怎样随最后的和变化：就是答案减真值。这里 n = 1，因为一行就是整批；训练时取整批各行的均值。', sayDelta: '误差沿同样的权重传回，再乘以激活函数的斜率。',
    sayDW: '损失怎样随每个权重变化：进来的数，乘以它所去单元的误差。', sayDb: '损失怎样随每个偏置变化：该单元的误差，对各行求和。', sayNew: '每个权重逆着自己的梯度走一步。这是只用这一行走一步的结果；上面的网络保持不变。', penaltyNote: '损失中有 {0} 是对权重的惩罚。',
    checking: '正在检查……', tensor: '张量', difference: '差异', verdict: '结论', agrees: '一致', differs: '不同',
    checkGood: '{0} 个张量全部一致：反向传播与慢办法给出同样的梯度。最大差异只有梯度自身大小的 {1}。', checkAll: '{0} 个张量全部一致。', checkRounding: '其中 {0} 个（*）的梯度几乎为零，所示为差值本身，不超过舍入误差。', checkBad: '{1} 个张量中有 {0} 个不同：{2}。公式里有错。', notJudged: '{0} 个权重正处在激活函数的折点上，斜率没有意义，略去不判。', checkScale: '“new W1”是走一步之后的 W1。横条用对数刻度，从 1e-16 到 1；竖线是容许值。',
    fellToo: '带着错误，损失照样下降：{2} 轮从 {0} 到 {1}（正确时 {3}）。只看曲线，你也许永远不会发现。', fellNot: '带着错误，损失在 {2} 轮中从 {0} 变到 {1}（正确时 {3}）。', caught: '抓住了：{0} 不同。', notCaught: '这里抓不到：对这个网络，此错误什么也不改变，或梯度已几乎为零。请重来或改一项设置再试。', l2Hint: '只有开启 L2 且偏置不为零时它才显现：请把上面的 L2 惩罚设为例如 0.01，再训练几步。',
    copied: '已复制。', copyBy: '已选中：请用键盘复制。', stale: '有一项设置无法使用：{0}',
    'plant-article-delta': '文章中的 delta：(P − Y) P (1 − P)，它属于另一种损失', 'plant-no-mean': '对整批求和，而不是求均值', 'plant-no-activation-derivative': '传回时忘了激活函数的斜率', 'plant-transposed-weights': '权重梯度按转置存放', 'plant-bias-not-summed': '偏置梯度只取第一行', 'plant-l2-on-biases': '对偏置也加 L2 惩罚', 'plant-update-sign': '往上坡走：该减却加',
  };

  /** What the engine and the reader of tables say, in Chinese: they know English alone. */
  const said = [
    [/^The table has a header and (\d+) rows/, '表格只有表头和 {1} 行：请给出一行列名和至少两行数据。'],
    [/^The table has (\d+) rows and the playground holds (\d+)/, '表格有 {1} 行，本页最多 {2} 行：请删去一些，或用程序训练全部数据。'],
    [/^The table has (\d+) columns beside the label and the playground holds (\d+)/, '除类别外表格有 {1} 列，本页最多 {2} 列：请删去一些。'],
    [/^The table has one column/, '表格只有一列：需要若干列数字和一列类别，用逗号、分号、制表符或竖线分隔。'],
    [/^Line (\d+) has (\d+) fields and the header (\d+)/, '第 {1} 行有 {2} 个字段，而表头有 {3} 个：请改正该行。'],
    [/^There is no column '(.*)': there are (.*)\.$/, '没有“{1}”这一列：现有 {2}。'],
    [/^Line (\d+), column '(.*)': '(.*)' is not a number/, '第 {1} 行“{2}”列：“{3}”不是数字。本页只用数字；命令 play --data FILE --label COLUMN 也能把文字变成数字。'],
    [/^Line (\d+) has no label in column '(.*)'/, '第 {1} 行“{2}”列没有类别：请填上或删去该行。'],
    [/^Every row has the label '(.*)'/, '每行的类别都是“{1}”：至少需要两类。'],
    [/^The label '(.*)' has (\d+) values and the playground tells (\d+)/, '“{1}”列有 {2} 个不同的值，本页最多分 {3} 类：请另选一列作类别。'],
    [/^Line (\d+): a quote is opened/, '第 {1} 行：引号没有闭合。'],
    [/^Line (\d+): there is text after/, '第 {1} 行：闭合的引号之后还有文字。'],
    [/all of one class/, '所有行都属于同一类：至少需要两类。'],
    [/less than 149 digits/, '有一个值太大，无法计算。'],
  ];

  /** A sentence of the engine in the language of the page; any other as it is. */
  function translated(sentence) {
    for (const [pattern, text] of language === 'zh' ? said : []) {
      const found = pattern.exec(sentence);
      if (found) return text.replace(/\{(\d)\}/g, (_, i) => found[i]);
    }
    return sentence;
  }

  const asIs = element => element.querySelector('code') ? 'innerHTML' : 'textContent';
  for (const element of document.querySelectorAll('[data-t]')) english[element.dataset.t] ??= element[asIs(element)];
  for (const element of document.querySelectorAll('[data-l]')) english[element.dataset.l] ??= element.getAttribute('aria-label');

  let language = 'en';

  /** The sentence called key in the language of the page, with {0}, {1} ... filled in. */
  function t(key, ...values) {
    const text = (language === 'zh' ? chinese[key] : undefined) ?? english[key] ?? key;
    return text.replace(/\{(\d)\}/g, (_, i) => values[i]);
  }

  /** Turns everything that stands in index.html to a language. */
  function speak(wanted) {
    language = wanted;
    document.documentElement.lang = wanted === 'zh' ? 'zh-CN' : 'en';
    document.title = 'First Network: ' + (wanted === 'zh' ? '游乐场' : 'playground');
    for (const element of document.querySelectorAll('[data-t]')) element[asIs(element)] = t(element.dataset.t);
    for (const element of document.querySelectorAll('[data-l]')) element.setAttribute('aria-label', t(element.dataset.l));
  }

  return { t, speak, translated, english, chinese };
})();
const t = Texts.t;
