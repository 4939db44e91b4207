// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/results.h"

#include "app/cli/filenames.h"
#include "app/words/arguments.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <array>
#include <cctype>
#include <unistd.h>

namespace enogu {

namespace fs = std::filesystem;

namespace {

constexpr std::array kWritable{".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff"};

} // namespace

bool isWritable(const fs::path& path)
{
    std::string suffix = path.extension().string();
    std::ranges::transform(suffix, suffix.begin(), [](unsigned char c) { return std::tolower(c); });
    return std::ranges::count(kWritable, suffix) > 0;
}

bool isTaken(const fs::path& path)
{
    std::error_code ignored;
    return fs::exists(fs::symlink_status(path, ignored));
}

void requireWritable(const fs::path& path, bool overwrite)
{
    if (!isWritable(path))
        throw Error(ErrorCode::UnsupportedFormat,
                    "A picture cannot be written as " + path.filename().string() +
                        "; choose a name that ends in .png, .jpg, .webp or .tif.");
    requireFree(path, overwrite);
}

void requireFree(const fs::path& path, bool overwrite)
{
    if (!overwrite && isTaken(path))
        throw Error(ErrorCode::FileExists,
                    path.string() + " exists already; add --overwrite to replace it.");
}

void requireFolder(const fs::path& path)
{
    std::error_code ignored;
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, ignored))
        throw Error(ErrorCode::MissingFile, path.string() +
                                                " cannot be written: there is no folder " +
                                                folder.string() + "; make it first.");
    if (fs::is_directory(path, ignored))
        throw Error(ErrorCode::BadArgument,
                    path.string() + " is a folder; give the name of a file.");
    if (access(folder.c_str(), W_OK) != 0)
        throw Error(ErrorCode::NoPermission, path.string() + " cannot be written: the folder " +
                                                 folder.string() + " is closed to you.");
}

void requireDevice(const std::string& device)
{
    const bool numbered = device.starts_with("cuda:") && device.size() > 5 && device.size() < 10 &&
                          std::all_of(device.begin() + 5, device.end(),
                                      [](unsigned char c) { return std::isdigit(c); });
    if (device != "auto" && device != "cpu" && device != "cuda" && !numbered)
        throw UsageError("--device takes auto, cpu or cuda:N, not \"" + device + "\".");
}

void writeRecipe(const std::filesystem::path& path, const QByteArray& text)
{
    QSaveFile file(QFile::decodeName(path.c_str()));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        throw Error(ErrorCode::NoPermission,
                    path.string() + " cannot be written; choose another name for --recipe.");
}

Photo openedPhoto(const fs::path& path, bool huge, Console& console)
{
    Photo photo = valueOrThrow(openPhoto(path, {huge}));
    for (const std::string& warning : photo.warnings)
        console.warn(QString::fromStdString(warning));
    return photo;
}

Mask openedMask(const fs::path& path, bool huge, const Extent& photo)
{
    Mask mask = maskFromImage(valueOrThrow(openPhoto(path, {huge})).image);
    if (!(mask.extent() == photo))
        throw Error(ErrorCode::BadArgument,
                    "The mask " + path.filename().string() +
                        " has another size than the photo; draw it at the photo's size.");
    return mask;
}

int statusOf(Console& console, const fs::path& out, const std::stop_token& stop,
             const std::function<void()>& work)
{
    const auto fail = [&](const QString& sentence) {
        if (stop.stop_requested())
            return kInterrupted;
        console.fail(shown(out), sentence);
        return kFailed;
    };
    try {
        work();
        return 0;
    } catch (const Error& error) {
        return fail(QString::fromUtf8(error.what()));
    } catch (const std::bad_alloc&) {
        return fail(QStringLiteral("Memory ran out; close other programs or choose a smaller "
                                   "--size."));
    } catch (const std::exception&) {
        return fail(QStringLiteral("The picture met a fault of the program; please report it."));
    }
}

} // namespace enogu
