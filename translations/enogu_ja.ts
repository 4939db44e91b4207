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
        <source>&amp;Strength</source>
        <translation>強さ(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Keep my colours</source>
        <translation>元の色を残す(&amp;K)</translation>
    </message>
    <message>
        <source>Fl&amp;atness</source>
        <translation>平坦さ(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Bands</source>
        <translation>階調の数(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Line weight</source>
        <translation>線の太さ(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Warmth</source>
        <translation>暖かさ(&amp;W)</translation>
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
        <source>&amp;Reset Sliders</source>
        <translation>スライダーを戻す(&amp;R)</translation>
    </message>
    <message>
        <source>Reset Sliders</source>
        <translation>スライダーを戻す</translation>
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
        <source>The style&apos;s file is damaged or of an unknown kind.</source>
        <translation>スタイルのファイルが壊れているか、未知の種類です。</translation>
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
        <source>The style gave values that are not numbers: try another style.</source>
        <translation>スタイルの計算が数でない値になりました。別のスタイルを試してください。</translation>
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
    <name>enogu::HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>履歴</translation>
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
    <name>enogu::StraightenArea</name>
    <message>
        <source>Turned picture</source>
        <translation>回転した画像</translation>
    </message>
</context>
</TS>
