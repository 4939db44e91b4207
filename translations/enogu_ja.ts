<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja">
<context>
    <name>Recipe</name>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Edit by Words</source>
        <translation>言葉で編集</translation>
    </message>
    <message>
        <source>Cel</source>
        <translation>Cel</translation>
    </message>
    <message>
        <source>Animeify: %1</source>
        <translation>アニメ化: %1</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>切り抜き</translation>
    </message>
    <message>
        <source>Straighten</source>
        <translation>傾きの補正</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>サイズ変更</translation>
    </message>
    <message>
        <source>Rotate Half</source>
        <translation>半回転</translation>
    </message>
    <message>
        <source>Rotate Right</source>
        <translation>右に回転</translation>
    </message>
    <message>
        <source>Rotate Left</source>
        <translation>左に回転</translation>
    </message>
    <message>
        <source>Flip Horizontally</source>
        <translation>左右反転</translation>
    </message>
    <message>
        <source>Flip Vertically</source>
        <translation>上下反転</translation>
    </message>
    <message>
        <source>Keep Only What Changed</source>
        <translation>変わったところだけ残す</translation>
    </message>
</context>
<context>
    <name>enogu::AboutDialog</name>
    <message>
        <source>About Enogu</source>
        <translation>Enogu について</translation>
    </message>
    <message>
        <source>Turns photos into anime pictures on your own computer.</source>
        <translation>写真を、自分のコンピューターの上でアニメの絵にします。</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later, without any warranty.</source>
        <translation>GNU General Public License バージョン 3 以降に基づくフリーソフトウェアです。いかなる保証もありません。</translation>
    </message>
    <message>
        <source>The bundled style Cel was trained on pictures that this program draws itself.</source>
        <translation>付属のスタイル Cel は、このプログラム自身が描いた絵で訓練されました。</translation>
    </message>
    <message>
        <source>Built from</source>
        <translation>使われているソフトウェア</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>enogu::Actions</name>
    <message>
        <source>&amp;Open Photo…</source>
        <translation>写真を開く(&amp;O)…</translation>
    </message>
    <message>
        <source>Paste as &amp;New Photo</source>
        <translation>新しい写真として貼り付け(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>書き出す(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Close Photo</source>
        <translation>写真を閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>やり直す(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Copy Image</source>
        <translation>画像をコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>拡大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>縮小(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Fit to Window</source>
        <translation>全体を表示(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Actual Size</source>
        <translation>原寸(&amp;A)</translation>
    </message>
    <message>
        <source>Fit &amp;Width</source>
        <translation>幅に合わせる(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Off</source>
        <translation>なし(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Split</source>
        <translation>分割(&amp;S)</translation>
    </message>
    <message>
        <source>Side by Si&amp;de</source>
        <translation>並べる(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>比較(&amp;C)</translation>
    </message>
    <message>
        <source>Compare with the original: split, side by side, off (C). Hold \ to see the original.</source>
        <translation>元の写真と比較: 分割、並べる、なし (C)。\ を押している間は元の写真を表示。</translation>
    </message>
    <message>
        <source>Show Ori&amp;ginal</source>
        <translation>元の写真を表示(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Hide Panels</source>
        <translation>パネルを隠す(&amp;H)</translation>
    </message>
    <message>
        <source>F&amp;ull Screen</source>
        <translation>全画面(&amp;U)</translation>
    </message>
    <message>
        <source>Rotate &amp;Left</source>
        <translation>左に回転(&amp;L)</translation>
    </message>
    <message>
        <source>Rotate &amp;Right</source>
        <translation>右に回転(&amp;R)</translation>
    </message>
    <message>
        <source>Flip &amp;Horizontally</source>
        <translation>左右反転(&amp;H)</translation>
    </message>
    <message>
        <source>Flip &amp;Vertically</source>
        <translation>上下反転(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Crop…</source>
        <translation>切り抜き(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Straighten…</source>
        <translation>傾きの補正(&amp;S)…</translation>
    </message>
    <message>
        <source>Re&amp;size…</source>
        <translation>サイズ変更(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Animeify</source>
        <translation>アニメ化(&amp;A)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Add &amp;Style…</source>
        <translation>スタイルを追加(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts…</source>
        <translation>キーボードショートカット(&amp;K)…</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>設定(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;About Enogu</source>
        <translation>Enogu について(&amp;A)</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>Qt について(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>最近開いた写真(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>Co&amp;mpare with Original</source>
        <translation>元の写真と比較(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>パネル(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Photo</source>
        <translation>写真(&amp;P)</translation>
    </message>
    <message>
        <source>Ani&amp;me</source>
        <translation>アニメ(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Style</source>
        <translation>スタイル(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>設定(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>停止（Esc）</translation>
    </message>
    <message>
        <source>Leave a Step, Stop or Close a Message</source>
        <translation>ステップを離れる・停止・メッセージを閉じる</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>実行(&amp;R)</translation>
    </message>
    <message>
        <source>Try &amp;Again with New Seed</source>
        <translation>新しいシードでもう一度(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Weaker</source>
        <translation>弱く(&amp;W)</translation>
    </message>
    <message>
        <source>Stron&amp;ger</source>
        <translation>強く(&amp;G)</translation>
    </message>
    <message>
        <source>Guidance &amp;Pad</source>
        <translation>ガイダンスパッド(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Keep This Step</source>
        <translation>このステップを残す(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Branch from This Step</source>
        <translation>このステップから分岐(&amp;B)</translation>
    </message>
    <message>
        <source>Pre&amp;vious Step</source>
        <translation>前のステップ(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Next Step</source>
        <translation>次のステップ(&amp;N)</translation>
    </message>
    <message>
        <source>Earlier &amp;Instruction</source>
        <translation>前の指示(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Later Instruction</source>
        <translation>次の指示(&amp;L)</translation>
    </message>
    <message>
        <source>What the Model &amp;Sees</source>
        <translation>モデルが見ているもの(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Instruct</source>
        <translation>指示(&amp;I)</translation>
    </message>
    <message>
        <source>Keep &amp;Only What Changed…</source>
        <translation>変わったところだけ残す(&amp;O)…</translation>
    </message>
</context>
<context>
    <name>enogu::AreaRow</name>
    <message>
        <source>Where</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>Move the Picture</source>
        <translation>画像を動かす</translation>
    </message>
    <message>
        <source>Move the picture; mark nothing</source>
        <translation>画像を動かします。何も塗りません</translation>
    </message>
    <message>
        <source>Mark a Rectangle</source>
        <translation>長方形で囲む</translation>
    </message>
    <message>
        <source>Only this rectangle may change</source>
        <translation>この長方形の中だけを変えます</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>ブラシ</translation>
    </message>
    <message>
        <source>Paint what may change</source>
        <translation>変えてよい部分を塗ります</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>消しゴム</translation>
    </message>
    <message>
        <source>Take marks away</source>
        <translation>塗った部分を消します</translation>
    </message>
    <message>
        <source>Brush Size</source>
        <translation>ブラシの大きさ</translation>
    </message>
    <message>
        <source>Size of brush and eraser, in pixels of the photo</source>
        <translation>ブラシと消しゴムの大きさ（写真のピクセル）</translation>
    </message>
    <message>
        <source>Whole Photo</source>
        <translation>写真全体</translation>
    </message>
    <message>
        <source>Forget the marks: the whole photo may change</source>
        <translation>塗りを取り消し、写真全体を対象にします</translation>
    </message>
</context>
<context>
    <name>enogu::Canvas</name>
    <message>
        <source>Picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>No photo is open.</source>
        <translation>写真が開かれていません。</translation>
    </message>
    <message>
        <source>%1, %2 × %3 pixels, shown at %4 %.</source>
        <translation>%1、%2 × %3 ピクセル、%4 % で表示中。</translation>
    </message>
    <message>
        <source>The original is shown.</source>
        <translation>元の写真を表示しています。</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>元の写真</translation>
    </message>
</context>
<context>
    <name>enogu::ChangesArea</name>
    <message>
        <source>Result with what it changed</source>
        <translation>結果と変わったところ</translation>
    </message>
    <message>
        <source>Comparing the result with the photo…</source>
        <translation>結果と写真を比べています…</translation>
    </message>
    <message>
        <source>Nothing differs this much.</source>
        <translation>これほど変わったところはありません。</translation>
    </message>
    <message>
        <source>Region %1 of %2, %3, %4 % of the photo</source>
        <translation>領域 %1/%2、%3、写真の %4 %</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>残す</translation>
    </message>
    <message>
        <source>not kept</source>
        <translation>残さない</translation>
    </message>
</context>
<context>
    <name>enogu::ChipRow</name>
    <message>
        <source>The next run goes on from this step. Press to begin with the photo again.</source>
        <translation>次の実行はこのステップから続きます。押すと写真から始めます。</translation>
    </message>
    <message>
        <source>Tr&amp;y Again</source>
        <translation>もう一度試す(&amp;Y)</translation>
    </message>
    <message>
        <source>The same with another seed</source>
        <translation>別のシードで同じことをします</translation>
    </message>
    <message>
        <source>&amp;Weaker</source>
        <translation>弱く(&amp;W)</translation>
    </message>
    <message>
        <source>The same seed, nearer to the photo</source>
        <translation>同じシードで、写真に近づけます</translation>
    </message>
    <message>
        <source>Stron&amp;ger</source>
        <translation>強く(&amp;G)</translation>
    </message>
    <message>
        <source>The same seed, nearer to the instruction</source>
        <translation>同じシードで、指示に近づけます</translation>
    </message>
    <message>
        <source>Keep Only What Changed…</source>
        <translation>変わったところだけ残す…</translation>
    </message>
    <message>
        <source>Choose which changes stay; elsewhere the photo comes back exactly</source>
        <translation>残す変化を選びます。ほかの部分は元の写真にそのまま戻ります</translation>
    </message>
    <message>
        <source>%1: leave</source>
        <translation>%1: やめる</translation>
    </message>
</context>
<context>
    <name>enogu::CropArea</name>
    <message>
        <source>Picture with the frame that is kept</source>
        <translation>残す枠つきの画像</translation>
    </message>
</context>
<context>
    <name>enogu::Document</name>
    <message>
        <source>Original</source>
        <translation>元の写真</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>名称未設定</translation>
    </message>
    <message>
        <source>The picture that this result belongs to is no longer in the history.</source>
        <translation>この結果の元になった画像は、もう履歴にありません。</translation>
    </message>
    <message>
        <source>Adjust Cel</source>
        <translation>Cel の調整</translation>
    </message>
</context>
<context>
    <name>enogu::EditPanel</name>
    <message>
        <source>S&amp;trength</source>
        <translation>強さ(&amp;T)</translation>
    </message>
    <message>
        <source>Keep my c&amp;olours</source>
        <translation>元の色を残す(&amp;O)</translation>
    </message>
    <message>
        <source>Fl&amp;atness</source>
        <translation>平坦さ(&amp;A)</translation>
    </message>
    <message>
        <source>Ba&amp;nds</source>
        <translation>階調の数(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Line weight</source>
        <translation>線の太さ(&amp;L)</translation>
    </message>
    <message>
        <source>Wa&amp;rmth</source>
        <translation>暖かさ(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Colour</source>
        <translation>鮮やかさ(&amp;C)</translation>
    </message>
    <message>
        <source>0 is the photo, 100 the full style</source>
        <translation>0 は元の写真、100 はスタイルそのもの</translation>
    </message>
    <message>
        <source>How far the photo&apos;s own colours come back</source>
        <translation>写真の元の色をどれだけ戻すか</translation>
    </message>
    <message>
        <source>0 keeps the photo&apos;s texture, 100 paints flat areas</source>
        <translation>0 は写真の質感のまま、100 は平らに塗ります</translation>
    </message>
    <message>
        <source>Number of brightness steps</source>
        <translation>明るさの段階の数</translation>
    </message>
    <message>
        <source>0 draws no lines</source>
        <translation>0 は線を描きません</translation>
    </message>
    <message>
        <source>Warm lights and cool shadows</source>
        <translation>光を暖かく、影を涼しく</translation>
    </message>
    <message>
        <source>0 is the photo&apos;s saturation, 100 vivid</source>
        <translation>0 は写真の彩度、100 は鮮やか</translation>
    </message>
    <message>
        <source>Every style</source>
        <translation>すべてのスタイル</translation>
    </message>
    <message>
        <source>Cel, live</source>
        <translation>Cel(すぐに反映)</translation>
    </message>
    <message>
        <source>Reset Sli&amp;ders</source>
        <translation>スライダーを戻す(&amp;D)</translation>
    </message>
    <message>
        <source>Reset Sliders</source>
        <translation>スライダーを戻す</translation>
    </message>
</context>
<context>
    <name>enogu::Editor</name>
    <message>
        <source>Another run is under way</source>
        <translation>別の処理が実行中です</translation>
    </message>
    <message>
        <source>From step %1 of %2</source>
        <translation>ステップ %1／%2 から</translation>
    </message>
    <message>
        <source>Previewing step %1 – not kept</source>
        <translation>ステップ %1 を表示中（未保存）</translation>
    </message>
    <message>
        <source>Seed %1</source>
        <translation>シード %1</translation>
    </message>
    <message>
        <source>Variants are forming…</source>
        <translation>候補を作っています…</translation>
    </message>
    <message>
        <source>%1 (step %2)</source>
        <translation>%1（ステップ %2）</translation>
    </message>
    <message>
        <source>Stopped at step %1 of %2; its picture is kept.</source>
        <translation>ステップ %1／%2 で停止し、その画像を残しました。</translation>
    </message>
    <message>
        <source>&amp;Go On</source>
        <translation>続ける(&amp;G)</translation>
    </message>
    <message>
        <source>Choose one of %1</source>
        <translation>%1 枚から 1 枚を選んでください</translation>
    </message>
    <message>
        <source>Try &amp;Again</source>
        <translation>もう一度試す(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Run at %1 px</source>
        <translation>%1 px で実行(&amp;R)</translation>
    </message>
    <message>
        <source>Write first what should change.</source>
        <translation>先に変えたいことを書いてください。</translation>
    </message>
    <message>
        <source>Open a &amp;Model…</source>
        <translation>モデルを開く(&amp;M)…</translation>
    </message>
    <message>
        <source>%1, step %2 of %3</source>
        <translation>%1、ステップ %2／%3</translation>
    </message>
    <message>
        <source>Stopped: choose one of %1</source>
        <translation>停止しました。%1 枚から 1 枚を選んでください</translation>
    </message>
</context>
<context>
    <name>enogu::EmptyState</name>
    <message>
        <source>Recent photos</source>
        <translation>最近の写真</translation>
    </message>
    <message>
        <source>Open Photo…</source>
        <translation>写真を開く…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Drop a photo here</source>
        <translation>ここに写真をドロップ</translation>
    </message>
    <message>
        <source>Your photos stay on this computer: nothing is sent anywhere.</source>
        <translation>写真はこのコンピューターから出ません。どこにも送信されません。</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>街</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>部屋</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>風景</translation>
    </message>
    <message>
        <source>Or try a drawn sample</source>
        <translation>または描かれた見本で試す</translation>
    </message>
    <message>
        <source>Evening</source>
        <translation>夕方</translation>
    </message>
</context>
<context>
    <name>enogu::ErrorText</name>
    <message>
        <source>The file is not a picture that Enogu can read.</source>
        <translation>このファイルは Enogu で読める画像ではありません。</translation>
    </message>
    <message>
        <source>The picture is very large.</source>
        <translation>画像が大きすぎます。</translation>
    </message>
    <message>
        <source>This format is not supported.</source>
        <translation>この形式には対応していません。</translation>
    </message>
    <message>
        <source>The file holds another kind of model.</source>
        <translation>別の種類のモデルのファイルです。</translation>
    </message>
    <message>
        <source>The file was not found.</source>
        <translation>ファイルが見つかりません。</translation>
    </message>
    <message>
        <source>The file exists already.</source>
        <translation>ファイルはすでにあります。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>ディスクがいっぱいです。</translation>
    </message>
    <message>
        <source>The file may not be read or written.</source>
        <translation>ファイルを読み書きする権限がありません。</translation>
    </message>
    <message>
        <source>There is not enough memory: close other programs or resize the photo.</source>
        <translation>メモリーが足りません。ほかのプログラムを閉じるか、写真を小さくしてください。</translation>
    </message>
    <message>
        <source>The GPU has not enough memory: choose the CPU in the preferences.</source>
        <translation>GPU のメモリーが足りません。設定で CPU を選んでください。</translation>
    </message>
    <message>
        <source>The engine is not available: install Enogu again.</source>
        <translation>エンジンが使えません。Enogu を入れ直してください。</translation>
    </message>
    <message>
        <source>That did not work.</source>
        <translation>うまくいきませんでした。</translation>
    </message>
    <message>
        <source>en</source>
        <extracomment>The language&apos;s code; &quot;en&quot; shows the engine&apos;s own English sentences.</extracomment>
        <translation>ja</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>モデルを読み込んでいます</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>処理しています</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <extracomment>%1 is a file&apos;s name, %2 a sentence about it</extracomment>
        <translation>「%1」: %2</translation>
    </message>
    <message>
        <source>Painting</source>
        <translation>描いています</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>仕上げています</translation>
    </message>
    <message>
        <source>The model&apos;s file is damaged or of an unknown kind.</source>
        <translation>モデルのファイルが壊れているか、未知の種類です。</translation>
    </message>
    <message>
        <source>The model gave values that are not numbers: try another seed or model.</source>
        <translation>モデルが数でない値を返しました。別のシードかモデルを試してください。</translation>
    </message>
    <message>
        <source>Memory is short, so the network worked on its inputs one after the other.</source>
        <translation>メモリーが足りないため、入力を一つずつ処理しました。</translation>
    </message>
    <message>
        <source>Memory is short, so the picture was decoded in tiles; faint seams may show.</source>
        <translation>メモリーが足りないため、絵を分割して復元しました。かすかな継ぎ目が見えることがあります。</translation>
    </message>
    <message>
        <source>Memory is short, so the style&apos;s statistics were taken from a reduced picture and the photo was painted in tiles.</source>
        <translation>メモリーが足りないため、縮小した写真からスタイルの統計を取り、写真を分割して描きました。</translation>
    </message>
    <message>
        <source>The GPU has too little free memory for this picture, so the processor made it.</source>
        <translation>GPU の空きメモリーが足りないため、CPU で作りました。</translation>
    </message>
    <message>
        <source>The mask is empty, so the photo was left as it is.</source>
        <translation>マスクが空のため、写真はそのままです。</translation>
    </message>
    <message>
        <source>The instruction is empty, so the photo was left as it is.</source>
        <translation>指示が空のため、写真はそのままです。</translation>
    </message>
    <message>
        <source>This model only knows the drawn world that it learnt from, and this picture is not of it: expect a poor result. Photographs take an InstructPix2Pix model of your own.</source>
        <translation>このモデルは学習に使った絵の世界しか知りません。この写真はその世界のものではないので、よい結果は望めません。写真にはお持ちの InstructPix2Pix モデルをお使いください。</translation>
    </message>
    <message>
        <source>Memory is short, so the picture was worked on smaller than usual.</source>
        <translation>メモリーが足りないため、いつもより小さいサイズで処理しました。</translation>
    </message>
</context>
<context>
    <name>enogu::ExportDialog</name>
    <message>
        <source>&amp;Quality:</source>
        <translation>品質(&amp;Q):</translation>
    </message>
    <message>
        <source>Keep the &amp;location where the photo was taken</source>
        <translation>撮影場所の情報を残す(&amp;L)</translation>
    </message>
    <message>
        <source>Include the &amp;recipe, so that the edit can be repeated</source>
        <translation>編集の手順を含める(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>選択(&amp;C)…</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>品質</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>書き出す(&amp;E)</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff)</source>
        <translation>画像 (*.png *.jpg *.jpeg *.webp *.tif *.tiff)</translation>
    </message>
    <message>
        <source>Type a file name.</source>
        <translation>ファイル名を入力してください。</translation>
    </message>
    <message>
        <source>The folder does not exist.</source>
        <translation>フォルダーがありません。</translation>
    </message>
    <message>
        <source>Replace File</source>
        <translation>ファイルの置き換え</translation>
    </message>
    <message>
        <source>“%1” already exists. Replace it?</source>
        <translation>「%1」はすでにあります。置き換えますか?</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>置き換える(&amp;R)</translation>
    </message>
    <message>
        <source>Export Picture</source>
        <translation>画像の書き出し</translation>
    </message>
    <message>
        <source>&amp;File name:</source>
        <translation>ファイル名(&amp;F):</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>ファイル名</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>End the name with .png, .jpg, .webp or .tif.</source>
        <translation>名前の末尾を .png、.jpg、.webp、.tif のどれかにしてください。</translation>
    </message>
</context>
<context>
    <name>enogu::Forecast</name>
    <message>
        <source>about %1</source>
        <translation>約 %1</translation>
    </message>
    <message>
        <source>about %1 s</source>
        <translation>約 %1 秒</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>約 %1 分</translation>
    </message>
</context>
<context>
    <name>enogu::GeometryDialogs</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>&amp;Crop</source>
        <translation>切り抜く(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Left:</source>
        <translation>左(&amp;L):</translation>
    </message>
    <message>
        <source>&amp;Top:</source>
        <translation>上(&amp;T):</translation>
    </message>
    <message>
        <source>&amp;Width:</source>
        <translation>幅(&amp;W):</translation>
    </message>
    <message>
        <source>&amp;Height:</source>
        <translation>高さ(&amp;H):</translation>
    </message>
    <message>
        <source>&amp;Straighten</source>
        <translation>補正する(&amp;S)</translation>
    </message>
    <message>
        <source>Angle, clockwise</source>
        <translation>角度(時計回り)</translation>
    </message>
    <message>
        <source>&amp;Angle, clockwise:</source>
        <translation>角度、時計回り(&amp;A):</translation>
    </message>
    <message>
        <source>&amp;Resize</source>
        <translation>変更する(&amp;R)</translation>
    </message>
    <message>
        <source>Keep the &amp;proportions</source>
        <translation>縦横比を保つ(&amp;P)</translation>
    </message>
    <message>
        <source>Crop Photo</source>
        <translation>写真の切り抜き</translation>
    </message>
    <message>
        <source>Straighten Photo</source>
        <translation>写真の傾きの補正</translation>
    </message>
    <message>
        <source>Angle in tenths of a degree</source>
        <translation>角度(0.1 度単位)</translation>
    </message>
    <message>
        <source>Resize Photo</source>
        <translation>写真のサイズ変更</translation>
    </message>
</context>
<context>
    <name>enogu::GuidancePad</name>
    <message>
        <source>Follow %1 · Close %2</source>
        <translation>指示 %1・写真 %2</translation>
    </message>
    <message>
        <source>Quick drafts: choose the one to draw in full</source>
        <translation>下描きです。仕上げるものを選んでください</translation>
    </message>
</context>
<context>
    <name>enogu::GuidanceRows</name>
    <message>
        <source>Foll&amp;ow the instruction</source>
        <translation>指示に従う(&amp;O)</translation>
    </message>
    <message>
        <source>Stay &amp;close to the photo</source>
        <translation>写真に近づける(&amp;C)</translation>
    </message>
    <message>
        <source>Foll&amp;ow the description</source>
        <translation>説明に従う(&amp;O)</translation>
    </message>
    <message>
        <source>Stay &amp;close to the photo, as a share</source>
        <translation>写真に近づける割合(&amp;C)</translation>
    </message>
    <message>
        <source>More: the change is stronger. Usually %1</source>
        <translation>大きいほど強く変わります。通常は %1</translation>
    </message>
    <message>
        <source>More: the photo stays more as it is. Usually %1</source>
        <translation>大きいほど写真のまま残ります。通常は %1</translation>
    </message>
    <message>
        <source>More: closer to the words. Usually %1</source>
        <translation>大きいほど言葉に忠実です。通常は %1</translation>
    </message>
</context>
<context>
    <name>enogu::Hints</name>
    <message>
        <source>Little changed: raise “Follow the instruction”, or lower “Stay close to the photo”.</source>
        <translation>ほとんど変わりませんでした。「指示に従う」を上げるか、「写真に近づける」を下げてください。</translation>
    </message>
    <message>
        <source>Almost everything changed: raise “Stay close to the photo”, or lower “Follow the instruction”.</source>
        <translation>ほとんどすべてが変わりました。「写真に近づける」を上げるか、「指示に従う」を下げてください。</translation>
    </message>
</context>
<context>
    <name>enogu::HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>シード %1</translation>
    </message>
    <message>
        <source>branched at step %1</source>
        <translation>ステップ %1 で分岐</translation>
    </message>
    <message>
        <source>step %1 kept</source>
        <translation>ステップ %1 を採用</translation>
    </message>
    <message>
        <source>branch of “%1”</source>
        <translation>「%1」の分岐</translation>
    </message>
    <message>
        <source>leads to the current state</source>
        <translation>現在の状態につながる</translation>
    </message>
</context>
<context>
    <name>enogu::InstructPanel</name>
    <message>
        <source>Begi&amp;n with the photo</source>
        <translation>写真から始める(&amp;N)</translation>
    </message>
    <message>
        <source>Otherwise the picture is new, and opens beside the photo</source>
        <translation>オフのときは新しい画像を作り、写真の隣に開きます</translation>
    </message>
    <message>
        <source>The same seed and settings give the same picture again</source>
        <translation>同じシードと設定からは同じ画像ができます</translation>
    </message>
    <message>
        <source>Keep the Seed</source>
        <translation>シードを固定</translation>
    </message>
    <message>
        <source>Keep the seed: otherwise each run takes a new one</source>
        <translation>シードを固定します。オフのときは実行のたびに変わります</translation>
    </message>
    <message>
        <source>New Seed</source>
        <translation>新しいシード</translation>
    </message>
    <message>
        <source>Throw a new seed</source>
        <translation>新しいシードを振ります</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>シード(&amp;D)</translation>
    </message>
    <message>
        <source>Everyday, 20 steps</source>
        <translation>ふだん用、20 ステップ</translation>
    </message>
    <message>
        <source>As published, 100 steps</source>
        <translation>論文どおり、100 ステップ</translation>
    </message>
    <message>
        <source>Quick draft, 8 steps</source>
        <translation>下描き、8 ステップ</translation>
    </message>
    <message>
        <source>My own</source>
        <translation>自分の設定</translation>
    </message>
    <message>
        <source>Pictures of one run, each with its own seed</source>
        <translation>1 回の実行で作る枚数。シードは 1 枚ごとに違います</translation>
    </message>
    <message>
        <source>Guidance Pad…</source>
        <translation>ガイダンスパッド…</translation>
    </message>
    <message>
        <source>Guidance Pad</source>
        <translation>ガイダンスパッド</translation>
    </message>
    <message>
        <source>Nine quick drafts of both sliders to choose from (G)</source>
        <translation>二つのスライダーの下描き 9 枚から選びます（G）</translation>
    </message>
    <message>
        <source>&amp;Quality</source>
        <translation>品質(&amp;Q)</translation>
    </message>
    <message>
        <source>S&amp;teps</source>
        <translation>ステップ数(&amp;T)</translation>
    </message>
    <message>
        <source>Va&amp;riants</source>
        <translation>候補(&amp;R)</translation>
    </message>
    <message>
        <source>More Options</source>
        <translation>詳細オプション</translation>
    </message>
    <message>
        <source>What should not be in the picture</source>
        <translation>画像に入れたくないもの</translation>
    </message>
    <message>
        <source>The model&apos;s own</source>
        <translation>モデルの既定</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Long side of the picture while it is worked on</source>
        <translation>処理中の画像の長辺</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>&amp;Avoid</source>
        <translation>避けるもの(&amp;A)</translation>
    </message>
    <message>
        <source>Samp&amp;ler</source>
        <translation>サンプラー(&amp;L)</translation>
    </message>
    <message>
        <source>Work si&amp;ze</source>
        <translation>処理サイズ(&amp;Z)</translation>
    </message>
    <message>
        <source>N&amp;umbers</source>
        <translation>数値形式(&amp;U)</translation>
    </message>
</context>
<context>
    <name>enogu::InstructionBar</name>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>モード</translation>
    </message>
    <message>
        <source>Edit changes the photo as you say; Generate makes a picture of what you describe.</source>
        <translation>「編集」は言葉どおりに写真を変え、「生成」は説明から画像を作ります。</translation>
    </message>
    <message>
        <source>Examples and Earlier Texts</source>
        <translation>例とこれまでの文</translation>
    </message>
    <message>
        <source>Examples, and what you ran before (Alt+Up, Alt+Down)</source>
        <translation>例と、前に実行した文（Alt+↑、Alt+↓）</translation>
    </message>
    <message>
        <source>What the Model Sees</source>
        <translation>モデルが見ているもの</translation>
    </message>
    <message>
        <source>Words read by the model</source>
        <translation>モデルが読む語</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>例</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>これまで</translation>
    </message>
    <message>
        <source>What should change?</source>
        <translation>何を変えますか？</translation>
    </message>
    <message>
        <source>What should be in the picture?</source>
        <translation>どんな画像にしますか？</translation>
    </message>
    <message>
        <source>%1  For example: %2</source>
        <extracomment>%1 is &quot;What should change?&quot;, %2 an example</extracomment>
        <translation>%1  例: %2</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Open a Model…</source>
        <translation>モデルを開く…</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>Stop and keep the latest step (Esc)</source>
        <translation>停止して最後のステップを残します（Esc）</translation>
    </message>
    <message>
        <source>Run (Enter)</source>
        <translation>実行（Enter）</translation>
    </message>
    <message>
        <source>Choose a model&apos;s folder or file</source>
        <translation>モデルのフォルダーかファイルを選びます</translation>
    </message>
    <message>
        <source>Write what you want first</source>
        <translation>先に望むことを書いてください</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>停止しています…</translation>
    </message>
    <message>
        <source>%1 of %2 word pieces</source>
        <translation>語片 %1／%2</translation>
    </message>
    <message>
        <source>How much of the text the model can read</source>
        <translation>モデルが読める文の長さ</translation>
    </message>
    <message>
        <source>The model does not read what is struck out.</source>
        <translation>取り消し線の部分をモデルは読みません。</translation>
    </message>
</context>
<context>
    <name>enogu::KeepChangesDialog</name>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>&amp;Ignore changes below</source>
        <translation>無視する変化の上限(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Grow</source>
        <translation>広げる(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Feather</source>
        <translation>ぼかす(&amp;F)</translation>
    </message>
    <message>
        <source>Keep Only What Changed</source>
        <translation>変わったところだけ残す</translation>
    </message>
    <message>
        <source>How visible a change must be to count: 1 is the least that an eye sees</source>
        <translation>どれほど目立てば変化とみなすか。1 は目に見える最小の差です</translation>
    </message>
    <message>
        <source>How far what is kept reaches beyond what changed</source>
        <translation>残す部分を、変わったところの外へどこまで広げるか</translation>
    </message>
    <message>
        <source>How softly it fades into the photo</source>
        <translation>写真へどれほどなだらかに移るか</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>残す(&amp;K)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Show what &amp;changed</source>
        <translation>変わったところを表示(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>すべて(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>なし(&amp;N)</translation>
    </message>
    <message>
        <source>Nothing differs this much: ignore less.</source>
        <translation>これほど変わったところはありません。無視する範囲を減らしてください。</translation>
    </message>
    <message>
        <source>Kept: %1 of %2 regions, %3 % of the photo. Click one to switch it.</source>
        <translation>残す領域: %1/%2、写真の %3 %。クリックで切り替えます。</translation>
    </message>
</context>
<context>
    <name>enogu::MainWindow</name>
    <message>
        <source>Open Photo</source>
        <translation>写真を開く</translation>
    </message>
    <message>
        <source>Photos (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp *.gif *.heic *.heif *.avif);;All files (*)</source>
        <translation>写真 (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp *.gif *.heic *.heif *.avif);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Choose &amp;Another…</source>
        <translation>別のファイルを選ぶ(&amp;A)…</translation>
    </message>
    <message>
        <source>Open &amp;Anyway</source>
        <translation>それでも開く(&amp;A)</translation>
    </message>
    <message>
        <source>The sample could not be written to %1.</source>
        <translation>見本を %1 に書き込めませんでした。</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>貼り付けた画像</translation>
    </message>
    <message>
        <source>The clipboard holds no picture: copy one first.</source>
        <translation>クリップボードに画像がありません。先に画像をコピーしてください。</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Export &amp;Elsewhere…</source>
        <translation>別の場所に書き出す(&amp;E)…</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>%1 に保存しました。</translation>
    </message>
    <message>
        <source>Close Photo</source>
        <translation>写真を閉じる</translation>
    </message>
    <message>
        <source>“%1” has changes that were not exported.</source>
        <translation>「%1」には書き出していない変更があります。</translation>
    </message>
    <message>
        <source>They are lost when you close it.</source>
        <translation>閉じると失われます。</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>書き出す(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Discard Changes</source>
        <translation>変更を破棄(&amp;D)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>開いている写真</translation>
    </message>
    <message>
        <source>Tool Bar</source>
        <translation>ツールバー</translation>
    </message>
    <message>
        <source>More Tools</source>
        <translation>その他のツール</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進行状況</translation>
    </message>
    <message>
        <source>Starting the engine…</source>
        <translation>エンジンを起動しています…</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>残り %1 秒</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>残り %1 分</translation>
    </message>
    <message>
        <source>Getting the photo ready</source>
        <translation>写真を準備しています</translation>
    </message>
    <message>
        <source>Try &amp;Again</source>
        <translation>もう一度試す(&amp;A)</translation>
    </message>
    <message>
        <source>No engine</source>
        <translation>エンジンなし</translation>
    </message>
    <message>
        <source>The style that comes with Enogu</source>
        <translation>Enogu に付属のスタイル</translation>
    </message>
    <message>
        <source>Add Style</source>
        <translation>スタイルの追加</translation>
    </message>
    <message>
        <source>Added %1: %2.</source>
        <translation>%1 を追加しました: %2。</translation>
    </message>
    <message>
        <source>&amp;Animeify with It</source>
        <translation>これでアニメ化(&amp;A)</translation>
    </message>
    <message>
        <source>Draw the photo in the style %1 (%2)</source>
        <translation>写真をスタイル「%1」で描く (%2)</translation>
    </message>
    <message>
        <source>Open a photo first</source>
        <translation>先に写真を開いてください</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>&amp;Clear List</source>
        <translation>リストを消去(&amp;C)</translation>
    </message>
    <message>
        <source>Hide Panel %1</source>
        <translation>パネル「%1」を隠す</translation>
    </message>
    <message>
        <source>Detach Panel %1</source>
        <translation>パネル「%1」を切り離す</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>停止しています…</translation>
    </message>
    <message>
        <source>&amp;Remove %1</source>
        <translation>%1 を外す(&amp;R)</translation>
    </message>
    <message>
        <source>Weights (*.safetensors *.pth *.pt *.bin *.npy);;All files (*)</source>
        <translation>重みファイル (*.safetensors *.pth *.pt *.bin *.npy);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>%1 is no longer in the list of styles; its file stays.</source>
        <translation>%1 をスタイルの一覧から外しました。ファイルは残っています。</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>%1 を開いています…</translation>
    </message>
    <message>
        <source>Saving %1…</source>
        <translation>%1 を保存しています…</translation>
    </message>
    <message>
        <source>Style: %1</source>
        <translation>スタイル: %1</translation>
    </message>
    <message>
        <source>“%1” is very large: opening it takes time and memory.</source>
        <translation>「%1」はとても大きな画像です。開くには時間とメモリーが必要です。</translation>
    </message>
    <message>
        <source>Open a Model File</source>
        <translation>モデルのファイルを開く</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.ckpt *.pt *.pth *.bin);;All files (*)</source>
        <translation>モデル (*.safetensors *.ckpt *.pt *.pth *.bin);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Open a Model Folder</source>
        <translation>モデルのフォルダーを開く</translation>
    </message>
    <message>
        <source>%1 is ready: %2.</source>
        <translation>%1 を使えます: %2。</translation>
    </message>
    <message>
        <source>What the Model Sees</source>
        <translation>モデルが見ているもの</translation>
    </message>
    <message>
        <source>The photo is worked on at %1 × %2 pixels. The result comes back at the photo&apos;s own size.</source>
        <translation>写真は %1 × %2 ピクセルで処理されます。結果は写真の元の大きさで戻ります。</translation>
    </message>
    <message>
        <source>New picture</source>
        <translation>新しい画像</translation>
    </message>
    <message>
        <source>Instruct</source>
        <translation>指示</translation>
    </message>
    <message>
        <source>Anime</source>
        <translation>アニメ</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>復元(&amp;R)</translation>
    </message>
    <message>
        <source>Enogu ended unexpectedly. Restore the photo that was open?</source>
        <translation>Enogu が予期せず終了しました。開いていた写真を復元しますか?</translation>
    </message>
    <message>
        <source>Enogu ended unexpectedly. Restore %1 photos?</source>
        <translation>Enogu が予期せず終了しました。%1 枚の写真を復元しますか?</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>破棄(&amp;D)</translation>
    </message>
    <message>
        <source>Some of what was open could not be read and is not restored.</source>
        <translation>開いていたものの一部は読み取れず、復元されませんでした。</translation>
    </message>
</context>
<context>
    <name>enogu::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>このメッセージを閉じる</translation>
    </message>
    <message>
        <source>Close Message</source>
        <translation>メッセージを閉じる</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>詳細(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
</context>
<context>
    <name>enogu::ModelChooser</name>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Playground</source>
        <translation>Playground</translation>
    </message>
    <message>
        <source>comes with Enogu</source>
        <translation>Enogu に付属</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>開いたもの</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Open a Model &amp;Folder…</source>
        <translation>モデルのフォルダーを開く(&amp;F)…</translation>
    </message>
    <message>
        <source>Open a Model F&amp;ile…</source>
        <translation>モデルのファイルを開く(&amp;I)…</translation>
    </message>
    <message>
        <source>No model for edits is installed. Open an InstructPix2Pix model: a folder or a single file.</source>
        <translation>編集用のモデルがありません。InstructPix2Pix のモデル（フォルダーか単一ファイル）を開いてください。</translation>
    </message>
    <message>
        <source>No model for pictures is installed. Open a Stable Diffusion model: a folder or a single file.</source>
        <translation>画像を作るモデルがありません。Stable Diffusion のモデル（フォルダーか単一ファイル）を開いてください。</translation>
    </message>
    <message>
        <source>A small model that knows a drawn world: streets, rooms, weather, time of day. It knows no photographs.</source>
        <translation>描かれた世界（街、部屋、天気、時刻）を知る小さなモデルです。写真は知りません。</translation>
    </message>
    <message>
        <source>%1 of weights</source>
        <translation>重み %1</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>モデルなし</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>モデル: %1</translation>
    </message>
</context>
<context>
    <name>enogu::Outlook</name>
    <message>
        <source>Open a photo first</source>
        <translation>先に写真を開いてください</translation>
    </message>
    <message>
        <source>Another run is under way</source>
        <translation>別の処理が実行中です</translation>
    </message>
    <message>
        <source>No model for this is installed: open one.</source>
        <translation>このためのモデルがありません。モデルを開いてください。</translation>
    </message>
</context>
<context>
    <name>enogu::PhotoTab</name>
    <message>
        <source>%1 × %2 · %3-bit · %4</source>
        <translation>%1 × %2 · %3 ビット · %4</translation>
    </message>
    <message>
        <source>own profile</source>
        <translation>独自のプロファイル</translation>
    </message>
</context>
<context>
    <name>enogu::PictureGrid</name>
    <message>
        <source>Keep A&amp;ll</source>
        <translation>すべて残す(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Keep None</source>
        <translation>残さない(&amp;K)</translation>
    </message>
</context>
<context>
    <name>enogu::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>システムと同じ</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>明るい</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>暗い</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>テーマ</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>適用(&amp;A)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Device:</source>
        <translation>デバイス(&amp;D):</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>言語(&amp;L):</translation>
    </message>
    <message>
        <source>Another language shows when Enogu is started again.</source>
        <translation>言語の変更は、次に Enogu を起動したときに反映されます。</translation>
    </message>
    <message>
        <source>&amp;Theme:</source>
        <translation>テーマ(&amp;T):</translation>
    </message>
    <message>
        <source>No GPU that Enogu can use was found.</source>
        <translation>Enogu が使える GPU は見つかりませんでした。</translation>
    </message>
    <message>
        <source>Automatic: %1</source>
        <translation>自動: %1</translation>
    </message>
</context>
<context>
    <name>enogu::Session</name>
    <message>
        <source>Open photos cannot be kept for the case of a crash. %1</source>
        <translation>開いている写真を、異常終了に備えて保存できません。%1</translation>
    </message>
</context>
<context>
    <name>enogu::ShortcutsDialog</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>See the original, while held</source>
        <translation>押している間、元の写真を表示</translation>
    </message>
    <message>
        <source>\ or O</source>
        <translation>\ または O</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>画像を動かす</translation>
    </message>
    <message>
        <source>Drag, arrow keys</source>
        <translation>ドラッグ、矢印キー</translation>
    </message>
    <message>
        <source>Zoom about the pointer</source>
        <translation>ポインターを中心に拡大・縮小</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>ホイール</translation>
    </message>
    <message>
        <source>Actual size, fit, fit width</source>
        <translation>原寸、全体、幅に合わせる</translation>
    </message>
    <message>
        <source>1, 2, 3</source>
        <translation>1、2、3</translation>
    </message>
    <message>
        <source>Fit or actual size</source>
        <translation>全体または原寸</translation>
    </message>
    <message>
        <source>F, double click</source>
        <translation>F、ダブルクリック</translation>
    </message>
</context>
<context>
    <name>enogu::SliderRow</name>
    <message>
        <source>%1, exact value</source>
        <translation>%1、正確な値</translation>
    </message>
</context>
<context>
    <name>enogu::StepStrip</name>
    <message>
        <source>&amp;Keep This Step</source>
        <translation>このステップを残す(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Branch From Here</source>
        <translation>ここから分岐(&amp;B)</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>ステップ</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>ノイズ</translation>
    </message>
    <message>
        <source>Show the Noise</source>
        <translation>ノイズを表示</translation>
    </message>
    <message>
        <source>Show what the model was given at this step instead of what it saw in it</source>
        <translation>モデルがこのステップで見いだした絵の代わりに、渡されたものを表示します</translation>
    </message>
    <message>
        <source>Make this step&apos;s picture a result of its own</source>
        <translation>このステップの画像を結果として残します</translation>
    </message>
    <message>
        <source>Go on from this step with other words, guidance or seed</source>
        <translation>このステップから別の言葉・ガイダンス・シードで続けます</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>ステップ %1</translation>
    </message>
    <message>
        <source>Pictures of the Steps</source>
        <translation>ステップの画像</translation>
    </message>
</context>
<context>
    <name>enogu::StraightenArea</name>
    <message>
        <source>Turned picture</source>
        <translation>回転した画像</translation>
    </message>
</context>
</TS>
