// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "ui/edit/mode.h"

#include <QHash>
#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace enogu {

/// Which model takes the words, with a plain sentence about it. One choice for each mode.
class ModelChooser : public QWidget
{
    Q_OBJECT
public:
    /// What is remembered from one start to the next.
    struct Memory
    {
        QStringList opened;     ///< paths that the person opened
        QString edit, generate; ///< the chosen ones; empty: the one that comes with the program
    };
    explicit ModelChooser(QWidget* parent = nullptr);

    Memory memory() const { return m_memory; }
    void setMemory(const Memory& memory);
    void setMode(EditMode mode);
    /// For Diffusion::model; empty: the one that comes with the program.
    QString model() const;
    bool isBundled() const { return model().isEmpty(); }
    /// False while neither a bundled model is installed nor another one chosen.
    bool hasModel() const;
    void setFound(const std::vector<FoundModel>& models);
    /// A model that the person opened, or one that was asked about: its sentence.
    void describe(const ModelInfo& model);
    /// Adds it to the list and chooses it in the mode that it is for.
    EditMode open(const ModelInfo& model);

Q_SIGNALS:
    void changed();
    void inspectRequested(const QString& path); ///< answered by describe
    void modelWanted();                         ///< any: the person has none
    void folderWanted();
    void fileWanted();

private:
    struct Entry
    {
        QString path, name, place;
    };
    QList<Entry> entries() const;
    QString& chosen();
    void choose(const QString& path);
    void refresh();
    void fillMenu();
    QString sentence() const;

    EditMode m_mode = EditMode::Edit;
    Memory m_memory;
    std::vector<FoundModel> m_found;
    bool m_searched = false;
    QHash<QString, ModelInfo> m_known;
    QToolButton* m_button;
    QMenu* m_menu;
    QLabel* m_about;
};

} // namespace enogu
