// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/errortext.h"

#include <QCoreApplication>
#include <QSysInfo>

namespace enogu {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(enogu::ErrorText)
};

QString kindOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadImage:
        return Text::tr("The file is not a picture that Enogu can read.");
    case ErrorCode::ImageTooLarge:
        return Text::tr("The picture is very large.");
    case ErrorCode::UnsupportedFormat:
        return Text::tr("This format is not supported.");
    case ErrorCode::BadModelFile:
        return Text::tr("The model's file is damaged or of an unknown kind.");
    case ErrorCode::WrongModelKind:
        return Text::tr("The file holds another kind of model.");
    case ErrorCode::MissingFile:
        return Text::tr("The file was not found.");
    case ErrorCode::FileExists:
        return Text::tr("The file exists already.");
    case ErrorCode::DiskFull:
        return Text::tr("The disk is full.");
    case ErrorCode::NoPermission:
        return Text::tr("The file may not be read or written.");
    case ErrorCode::OutOfMemory:
        return Text::tr("There is not enough memory: close other programs or resize the photo.");
    case ErrorCode::OutOfDeviceMemory:
        return Text::tr("The GPU has not enough memory: choose the CPU in the preferences.");
    case ErrorCode::NonFinite:
        return Text::tr("The model gave values that are not numbers: try another seed or model.");
    case ErrorCode::EngineUnavailable:
        return Text::tr("The engine is not available: install Enogu again.");
    default:
        return Text::tr("That did not work.");
    }
}

} // namespace

QString sentenceOf(Notice notice)
{
    switch (notice) {
    case Notice::SlicedRows:
        return Text::tr(
            "Memory is short, so the network worked on its inputs one after the other.");
    case Notice::TiledDecoding:
        return Text::tr(
            "Memory is short, so the picture was decoded in tiles; faint seams may show.");
    case Notice::SmallerSize:
        return Text::tr("Memory is short, so the picture was worked on smaller than usual.");
    case Notice::ReducedStyle:
        return Text::tr("Memory is short, so the style's statistics were taken from a reduced "
                        "picture and the photo was painted in tiles.");
    case Notice::GpuFull:
        return Text::tr(
            "The GPU has too little free memory for this picture, so the processor made it.");
    case Notice::EmptyMask:
        return Text::tr("The mask is empty, so the photo was left as it is.");
    case Notice::NoInstruction:
        return Text::tr("The instruction is empty, so the photo was left as it is.");
    case Notice::StrangePicture:
        return Text::tr(
            "This model only knows the drawn world that it learnt from, and this picture is not of "
            "it: expect a poor result. Photographs take an InstructPix2Pix model of your own.");
    }
    return {};
}

QString sentenceOf(const Error& error, const QString& subject)
{
    //: The language's code; "en" shows the engine's own English sentences.
    if (Text::tr("en") == QLatin1String("en"))
        return QString::fromUtf8(error.what());
    if (subject.isEmpty())
        return kindOf(error.code());
    //: %1 is a file's name, %2 a sentence about it
    return Text::tr("“%1”: %2").arg(subject, kindOf(error.code()));
}

QString detailsOf(const Error& error)
{
    return QStringLiteral("%1\nError %2 · Enogu %3 · Qt %4 · %5")
        .arg(QString::fromUtf8(error.what()))
        .arg(int(error.code()))
        .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion()),
             QSysInfo::prettyProductName());
}

QString translatedPhase(const std::string& phase)
{
    if (phase == "Loading the model")
        return Text::tr("Loading the model");
    if (phase == "Painting")
        return Text::tr("Painting");
    if (phase == "Finishing")
        return Text::tr("Finishing");
    return Text::tr("Working");
}

} // namespace enogu
